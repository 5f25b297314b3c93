"""The portal's Swedish copies, joined with their topics."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.fakes import portal_of, portal_row
from tests.unit.sources.test_feed_source import memory
from watcher.config.sourcefile import SourceConfig
from watcher.sources import sedia
from watcher.sources.base import SourceAnswer

SOURCE = SourceConfig("p", "sedia", "P", "https://portal.example/", "en", dt.timedelta(days=1),
                      options={"languages": ("en", "sv")})  # fmt: skip


def topic(identifier: str = "LIFE-1", **more: Any) -> dict[str, Any]:
    return portal_row(identifier, title="Lakes get well", reference="111TOPICSen", **more)


def copy(identifier: str = "LIFE-1", **more: Any) -> dict[str, Any]:
    return portal_row(identifier, title="Sjöar blir friska", reference="111TOPICSsv", language="sv", **more)


def read(*rows: dict[str, Any]) -> SourceAnswer:
    return sedia.read(SOURCE, portal_of(list(rows)), memory())


def test_a_copy_gives_its_topic_a_swedish_title_and_is_no_call_of_its_own() -> None:
    for rows in ((topic(), copy()), (copy("life-1"), topic())):
        (candidate,) = read(*rows).candidates
        facts = candidate.facts()
        assert (facts.title, facts.swedish_title, facts.language) == ("Lakes get well", "Sjöar blir friska", "en")


def test_a_copy_without_its_topic_is_kept() -> None:
    (candidate,) = read(copy()).candidates
    assert (candidate.facts().title, candidate.facts().swedish_title) == ("Sjöar blir friska", "")


def test_a_new_translation_is_a_change_and_the_same_one_is_none() -> None:
    first, again = (read(topic(), copy()).candidates[0].raw_hash for _ in range(2))
    other = read(topic(), copy(content="Friska sjöar")).candidates[0]
    later = read(topic(), portal_row("LIFE-1", title="Friska sjöar", reference="111TOPICSsv")).candidates[0]
    assert first == again == other.raw_hash, "content is not what a topic is called"
    assert later.raw_hash != first


def test_topics_without_copies_are_untouched() -> None:
    (candidate,) = read(topic()).candidates
    assert candidate.raw_hash != read(topic(), copy()).candidates[0].raw_hash
    assert candidate.facts().swedish_title == ""


def test_an_untranslated_title_is_not_said_twice() -> None:
    same = portal_row("LIFE-1", title="Lakes get well", reference="111TOPICSsv", language="sv")
    assert read(topic(), same).candidates[0].facts().swedish_title == ""
