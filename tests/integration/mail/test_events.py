"""Events are matched like calls, told in a section of their own, and noted when somebody was there."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

import db.calls
import db.considerations
from db.records import Band, Deadline
from tests.crawls import crawl, shown
from tests.integration.mail.conftest import WEEK, Town
from tests.letters import NOW, match
from watcher.config.sourcefile import SourceConfig, SourceFile
from watcher.desk import annual, work
from watcher.errors import NotFound, UsageError
from watcher.jobs import digest, urgent
from watcher.jobs.deps import Deps

DAY = dt.date(2026, 12, 3)


def watching(town: Town) -> Deps:
    day = dt.timedelta(days=1)
    days = SourceConfig("days", "feed", "Informationsdagar", "https://days.example/", "en", day, about="events")
    return dataclasses.replace(town.deps, sources=SourceFile((*town.deps.sources.sources, days)))


def held(town: Town, *days: dt.date) -> None:
    """Events, all a strong match."""
    facts = [
        dataclasses.replace(shown("days", n, f"Information day {n}"), deadlines=(Deadline(day),))
        for n, day in enumerate(days, 1)
    ]
    crawl(town.database, "days", *facts, now=NOW)
    with town.database.read() as tx:
        ids = [c.id for c in db.calls.listing(tx, NOW)]
    town.matched(*(match(i, band=Band.STRONG) for i in ids))


def test_an_event_is_told_once_in_its_own_section_and_opens_nothing(town: Town) -> None:
    deps = watching(town)
    held(town, DAY)
    assert urgent.run(deps, NOW).queued == 0, "a day soon is no deadline"
    assert [c.state for c in digest.run(deps, NOW).contacts] == ["queued"]
    (mail,) = town.mails(bodies=True)
    assert mail.subject == "Veckobrev v. 48: inga nya utlysningar, 1 evenemang"
    assert "Möten och nätverk som passar" in mail.html
    assert "3 december 2026" in mail.html
    assert "Information day 1" in mail.html
    with town.database.read() as tx:
        assert db.considerations.listing(tx, "town") == []
    assert [c.state for c in digest.run(deps, NOW + WEEK).contacts] == ["silent"]


def test_many_events_are_counted_and_past_ones_left_out(town: Town) -> None:
    deps = watching(town)
    held(town, dt.date(2026, 11, 20), *(DAY + dt.timedelta(days=n) for n in range(7)))
    digest.run(deps, NOW)
    (mail,) = town.mails(bodies=True)
    assert "Information day 1<" not in mail.html
    assert mail.html.count("Information day") == 5
    assert "och 2 till" in mail.html


def test_who_was_there_is_noted_and_reported(town: Town) -> None:
    held(town, DAY)
    noted = work.attend(town.database, "1", "tech", "conference", "Anna Ek", "dan", NOW)
    assert (noted.title, noted.start, noted.results) == ("Information day 1", DAY, "Deltog: Anna Ek.")
    paper = annual.annual(town.database, 2026, NOW)
    assert "Information day 1" in repr(paper.blocks)


@pytest.mark.parametrize(
    ("event", "department", "kind", "error"),
    [("nix", "tech", "conference", NotFound), ("1", "nix", "conference", NotFound), ("1", "tech", "party", UsageError)],
)
def test_what_cannot_be_noted(town: Town, event: str, department: str, kind: str, error: type[Exception]) -> None:
    held(town, DAY)
    with pytest.raises(error):
        work.attend(town.database, event, department, kind, "", "dan", NOW)
