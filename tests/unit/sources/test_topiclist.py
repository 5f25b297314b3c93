"""The weekly check against the portal's list of topics."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from db.records import SourceState
from tests.fakes import FakeFetcher
from tests.unit.config.test_sourcefile import GOOD
from tests.unit.config.test_sourcefile import read as read_file
from tests.unit.sources.test_feed_source import memory
from watcher.config.sourcefile import SourceConfig
from watcher.errors import ConfigError, SourceFailed
from watcher.fetch.answer import Answer
from watcher.parse.topics import identifiers
from watcher.sources import topiclist
from watcher.sources.base import SourceAnswer

SOURCE = SourceConfig("t", "topics", "T", "https://portal.example/topic-list.html", "en", dt.timedelta(days=7),
                      options={"of": "portal"})  # fmt: skip
PAGE = (
    b'<html><body><a href="/x/topic-details/LIFE-2027-SAP-NAT">Nature</a><li>HORIZON-MISS-2027-04-CIT-01</li>'
    b"<li>LIFE-2019-OLD-ONE</li><li>RFCS-2028-BT-Steel-CID</li>"
    b"<p>Last-Modified 2026-11-20, utf-8, text-align</p></body></html>"
)


def read(page: bytes, *known: str) -> SourceAnswer:
    fetcher = FakeFetcher(on_get=lambda url, _v: Answer(url, 200, page))
    return topiclist.read(SOURCE, fetcher, memory(known=lambda: dict.fromkeys(known, "")))


def test_identifiers_in_text_and_addresses() -> None:
    assert identifiers(PAGE, None) == {
        "life-2027-sap-nat", "horizon-miss-2027-04-cit-01", "life-2019-old-one", "rfcs-2028-bt-steel-cid"}  # fmt: skip
    assert identifiers(PAGE, "no-such-charset") == identifiers(PAGE, "utf-8")


def test_all_coming_topics_known() -> None:
    answer = read(PAGE, "ft:life-2027-sap-nat", "ft:horizon-miss-2027-04-cit-01", "ft:rfcs-2028-bt-steel-cid")
    assert (answer.state, answer.notes) == (SourceState.OK, ("3 av 3 ämnen för kommande år är kända",))
    assert answer.candidates == ()


def test_a_few_unknown_are_named_and_most_unknown_is_suspect() -> None:
    some = read(PAGE, "ft:life-2027-sap-nat", "ft:horizon-miss-2027-04-cit-01")
    assert some.state is SourceState.OK
    assert some.notes[0].endswith("okända till exempel RFCS-2028-BT-STEEL-CID")
    most = read(PAGE, "ft:life-2027-sap-nat")
    assert most.state is SourceState.SUSPECT
    assert most.notes[0].startswith("1 av 3 ämnen för kommande år är kända")


def test_before_the_portal_is_read_there_is_nothing_to_compare() -> None:
    assert read(PAGE).state is SourceState.OK


def test_an_answer_without_topics_fails() -> None:
    with pytest.raises(SourceFailed, match="inga ämnen"):
        read(b"<html>Just nu pagar arbete</html>", "ft:x")


def test_the_checked_source_must_exist(tmp_path: Path) -> None:
    block = '\n[[source]]\nid = "t"\nkind = "topics"\nname = "T"\n'
    block += 'url = "https://x.example/"\nlanguage = "en"\nevery = "7d"\n'
    with pytest.raises(ConfigError, match=r"rad 27: 'of' 'portalen' är ingen källa i filen"):
        read_file(tmp_path, GOOD + block + 'of = "portalen"\n')
    assert read_file(tmp_path, GOOD + block + 'of = "portal"\n').sources[-1].kind == "topics"
