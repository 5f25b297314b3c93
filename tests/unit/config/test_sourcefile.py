from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from watcher.config.sourcefile import read_sources, shipped
from watcher.errors import ConfigError

GOOD = """\
[[source]]
id = "portal"
kind = "sedia"
name = "Portalen"
url = "https://portal.example/search"
language = "en"
every = "1d"
types = ["1"]

[[source]]
id = "flode"
kind = "feed"
name = "Flödet"
url = "https://feed.example/"
language = "sv"
every = "6h"
rate = 0.5
enabled = false
"""


def read(tmp_path: Path, text: str):  # type: ignore[no-untyped-def]
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return read_sources(path)


def test_a_good_file(tmp_path: Path) -> None:
    portal, feed = read(tmp_path, GOOD).sources
    assert (portal.id, portal.kind, portal.every, portal.rate, portal.enabled) == (
        "portal", "sedia", dt.timedelta(days=1), 1.0, True,
    )  # fmt: skip
    assert portal.options == {"types": ("1",)}
    assert (feed.every, feed.rate, feed.enabled) == (dt.timedelta(hours=6), 0.5, False)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('every = "6h"', 'evry = "6h"', r"rad 16: nyckeln 'evry' är okänd. Menade du 'every'\? Kända nycklar: .*every"),
        ('kind = "feed"', 'kind = "rss"', r"rad 12: kind 'rss' är okänd. Kända: .*feed"),
        ('every = "6h"', 'every = "often"', r"rad 16: 'every' ska vara till exempel"),
        ('every = "6h"', 'every = "1m"', r"rad 16: 'every'.*minst 15m"),
        ("rate = 0.5", "rate = 0", r"rad 17: 'rate' ska vara större än 0"),
        ("rate = 0.5", 'rate = "fast"', r"rad 17: 'rate' ska vara ett heltal eller ett tal"),
        ("enabled = false", 'enabled = "no"', r"rad 18: 'enabled' ska vara true eller false"),
        ('id = "flode"', 'id = "portal"', r"rad 11: id 'portal' står också i källa nummer 1"),
        ('id = "flode"', 'id = "Flöde"', r"rad 11: 'id' ska bestå av"),
        ('url = "https://feed.example/"', 'url = "ftp://feed.example/"', r"rad 14: 'url'"),
        ('url = "https://feed.example/"', 'url = "https://u:p@feed.example/"', r"rad 14: 'url' får inte"),
        ('language = "sv"', 'language = "svenska"', r"rad 15: 'language'"),
        ('name = "Flödet"\n', "", r"rad 10: källan saknar 'name'"),
        ("rate = 0.5", 'types = ["1"]', r"rad 17: nyckeln 'types' är okänd"),
        ('types = ["1"]', "types = [1]", r"rad 8: 'types' ska vara en lista av koder"),
        ('types = ["1"]', 'statuses = ["soon"]', r"rad 8: 'statuses'"),
        ('types = ["1"]', "types = [1", r"inte giltig TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in GOOD
    with pytest.raises(ConfigError, match=words) as error:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert "sources.toml" in str(error.value)


def test_a_file_without_sources_or_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ingen"):
        read(tmp_path, "")
    with pytest.raises(ConfigError, match="finns inte"):
        read_sources(tmp_path / "nothing.toml")


def test_a_fast_rate_warns_except_on_this_machine(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD.replace("rate = 0.5", "rate = 3")).warnings
    assert not read(tmp_path, GOOD.replace("rate = 0.5", "rate = 2")).warnings
    assert not read(tmp_path, GOOD.replace("rate = 0.5", "rate = 3").replace("feed.example", "127.0.0.1:80")).warnings


def test_the_shipped_sources() -> None:
    sources = {s.id: s for s in read_sources(shipped()).sources}
    portal = sources["eu-portal"]
    assert (portal.kind, portal.rate, portal.options["types"]) == ("sedia", 1.0, ("1", "8"))
    assert portal.options["statuses"] == ("forthcoming", "open")
    assert {s.url for s in sources.values() if s.kind == "feed"} >= {
        "https://interreg-baltic.eu/feed/",
        "https://www.eiturbanmobility.eu/feed/",
    }
    assert read_sources(shipped()).warnings == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[source]]\nid = 'a'\n[[sorce]]\nx = 1\n", r"rad 3: nyckeln 'sorce' är okänd\. Menade du 'source'"),
        ("a = 1\nb = \n", r"rad 2: filen är inte giltig TOML"),
        ("a = [\n1,\n", r"rad \d: filen är inte giltig TOML"),
    ],
)
def test_the_line_of_what_is_wrong_with_the_whole_file(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=words):
        read_sources(path)


PRIVATE = """\
[[source]]
id = "databas"
kind = "links"
name = "Databasen"
url = "https://data.example/calls"
language = "en"
every = "1d"
forms = ["/calls/*"]
private = true
terms = "privat"
"""


def test_a_private_database_cannot_be_on_before_its_terms_are_confirmed(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"rad 1: 'terms_confirmed' ska vara true när en privat databas slås på"):
        read(tmp_path, PRIVATE)
    assert not read(tmp_path, PRIVATE + "enabled = false\n").sources[0].enabled
    assert read(tmp_path, PRIVATE + "terms_confirmed = true\n").sources[0].private


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ('[[unwatched]]\nid = "x"\nname = "X"\n', r"rad 19: den saknar 'why'"),
        ('[[unwatched]]\nid = "x"\nname = "X"\nwhy = "Y"\nlink = "z"\n', r"rad 23: nyckeln 'link' är okänd"),
        ('[[unwatched]]\nid = "x"\nname = "X"\nwhy = "Y"\nurl = "x.se"\n', r"rad 23: 'url' ska vara en adress"),
        ('[unwatched]\nid = "x"\n', r"rad 19: skriv \[\[unwatched\]\]"),
    ],
)
def test_what_is_wrong_with_an_unwatched_funder(tmp_path: Path, block: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        read(tmp_path, GOOD + block)


def test_every_shipped_source_says_how_far_it_can_be_trusted() -> None:
    shipped_file = read_sources(shipped())
    for source in shipped_file.sources:
        assert source.verified_on, source.id
        assert source.terms, source.id
        assert source.blind, source.id
        assert source.enabled or source.off_because, source.id
    on = {s.id for s in shipped_file.sources if s.enabled}
    assert {"eu-portal", "vinnova", "tillvaxtverket", "energimyndigheten"} <= on
    assert not {s.id for s in shipped_file.sources if s.private} & on
    ids = [*(s.id for s in shipped_file.sources), *(u.id for u in shipped_file.unwatched)]
    assert len(ids) == len(set(ids))


def test_what_lists_may_miss_is_never_said_to_be_complete() -> None:
    lists = [s for s in read_sources(shipped()).sources if s.kind in ("links", "listing")]
    assert lists
    assert all(s.options["complete"] is False for s in lists)
