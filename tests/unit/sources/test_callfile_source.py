"""The kind ``calls``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from db.records import Deadline
from tests.fakes import FakeFetcher
from tests.unit.sources.test_feed_source import memory
from watcher.config.sourcefile import read_sources
from watcher.errors import ConfigError, SourceFailed
from watcher.sources import callfile

CONFIG = '[[source]]\nid = "mail"\nkind = "calls"\nname = "Per post"\nlanguage = "sv"\nevery = "1d"\nfile = "{}"\n'


def config(folder: Path, name: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(CONFIG.format(name), encoding="utf-8")
    return path


def test_a_file_beside_sources_toml_needs_no_address(tmp_path: Path) -> None:
    (source,) = read_sources(config(tmp_path, "mail.csv")).sources
    (tmp_path / "mail.csv").write_text(
        "id;title;deadline;text\n1;Stöd till bygdegårdar;15 mars 2027 kl 16;Kommuner kan söka. Mer.\n"
        ";Utan id;snart 2027;\n",
        encoding="utf-8",
    )
    answer = callfile.read(source, FakeFetcher(), memory())
    first, second = (c.facts() for c in answer.candidates)
    assert (first.key.folded, first.url, first.summary) == ("mail:1", "", "Kommuner kan söka.")
    assert first.deadlines == (Deadline(dt.date(2027, 3, 15), dt.time(16), "Europe/Stockholm"),)
    assert second.key.external_id.startswith("t-")
    assert second.unread == {"deadline": "snart 2027"}
    assert answer.complete


def test_a_row_that_cannot_be_used_is_named_and_closes_nothing(tmp_path: Path) -> None:
    (source,) = read_sources(config(tmp_path, "mail.csv")).sources
    (tmp_path / "mail.csv").write_text("title,link\nA,ftp://x\nB,\n", encoding="utf-8")
    answer = callfile.read(source, FakeFetcher(), memory())
    assert (len(answer.candidates), answer.rejected, answer.complete) == (1, 1, False)
    assert "rad 2" in answer.notes[0]


def test_a_missing_file_fails_the_source(tmp_path: Path) -> None:
    (source,) = read_sources(config(tmp_path, "mail.toml")).sources
    with pytest.raises(SourceFailed, match=r"mail\.toml"):
        callfile.read(source, FakeFetcher(), memory())


@pytest.mark.parametrize("name", ["/etc/calls.toml", "../calls.toml", "calls.txt", "a/../../x.csv"])
def test_only_a_file_beside_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=r"rad 7.*bredvid"):
        read_sources(config(tmp_path, name))
