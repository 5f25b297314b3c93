"""The kinds' own keys in sources.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher.config.sourcefile import SourceConfig, read_sources
from watcher.errors import ConfigError

HEAD = '[[source]]\nid = "x"\nname = "X"\nlanguage = "sv"\nevery = "1d"\n'
URL = 'url = "https://example.se/a"\n'
JSON = HEAD + 'kind = "json"\nitems = "data"\ntitle = "t"\n'


def read(folder: Path, text: str) -> SourceConfig:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return read_sources(path).sources[0]


def test_a_listing(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + URL + 'kind = "listing"\nitem = "li"\ntitle = "h2"\nmax_pages = 3\ndetail = true\n')
    assert found.options == {"item": "li", "title": "h2", "max_pages": 3, "detail": True}


def test_a_json_source_with_its_key_in_the_environment(tmp_path: Path) -> None:
    found = read(tmp_path, JSON + URL + 'key_env = "EXAMPLE_API_KEY"\nkey_header = "X-API-Key"\n')
    assert found.options["key_env"] == "EXAMPLE_API_KEY"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + URL + 'kind = "listing"\ntitle = "h2"\n', "saknar 'item'"),
        (HEAD + URL + 'kind = "listing"\nitem = "li"\ntitle = "h2"\nmax_pages = 500\n', "mellan 1 och 50"),
        (HEAD + URL + 'kind = "listing"\nitem = "li"\ntitle = "h2"\ndealine = "x"\n', "Menade du 'deadline'"),
        (HEAD + URL + 'kind = "listing"\nitem = " "\ntitle = "h2"\n', "saknar 'item'"),
        (HEAD + 'kind = "listing"\nitem = "li"\ntitle = "h2"\n', "saknar 'url'"),
        (JSON + URL + 'link = "a..b"\n', "väg med punkter"),
        (JSON + URL + 'date_order = "ymd"\n', "dmy eller mdy"),
        (JSON + URL + 'key_env = "abc-123-secret"\nkey_header = "X-Key"\n', "aldrig själva nyckeln"),
        (JSON + URL + 'key_env = "BIDRAGSVAKT_SMTP_URL"\nkey_header = "X-Key"\n', "egna inställningar"),
        (JSON + URL + 'key_env = "A_KEY"\n', "antingen key_header eller key_param"),
        (JSON + URL + 'key_header = "X-Key"\n', "kräver key_env"),
        (JSON + URL + 'key_env = "A_KEY"\nkey_header = "Host"\n', "huvudfält"),
        (JSON + 'url = "https://example.se/a?api_key=123"\n', "aldrig i filen"),
        (JSON + URL + 'next = "n"\npage_param = "p"\n', "välj ett"),
        (JSON + URL + 'link_template = "https://example.se/{no}"\n', "id"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=rf"sources\.toml, rad \d+: .*{words}"):
        read(tmp_path, text)
