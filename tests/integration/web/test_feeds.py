"""Personal calendars and feeds over HTTP: by hashed tokens that can be ended."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

import db.feeds
import db.matches
import db.merges
from db.records import Deadline
from db.workrecords import Stand
from tests.integration.web.conftest import SCHOOL, TWO, Site, matched
from tests.letters import ANNA, LATER, NOW, SOON, TECH, facts
from watcher import clock
from watcher.desk import considering, feeds
from watcher.errors import NotFound, UsageError
from watcher.rules.tokens import Purpose

URL = "https://bidrag.example.org"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def paths(site: Site) -> dict[str, str]:
    """Anna's addresses, by the name of the file."""
    given = feeds.give(site.town.database, URL, "anna", clock.now())
    return {a.rpartition("/")[2]: a.removeprefix(URL) for a in given.addresses}


def test_a_calendar_has_the_deadlines_of_what_fits(site: Site, paths: dict[str, str]) -> None:
    answer = site.ask("GET", paths[feeds.CALENDAR])
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    event: Any
    (event,) = Calendar.from_ical(answer.text).walk("VEVENT")
    assert event["summary"].startswith("Sista dag: Title of call")
    assert event["status"] == "CONFIRMED"
    assert isinstance(event.decoded("dtstart"), dt.datetime)
    assert event.decoded("dtstart").tzinfo is not None


def test_what_is_declined_leaves_the_calendar_and_the_feeds(site: Site, paths: dict[str, str]) -> None:
    considering.open_by_hand(site.town.database, "town", "tech", site.call_id, clock.now())
    assert (events(site, paths), told(site, paths)) == (1, [1, 1])
    assert site.ask("POST", site.link(Purpose.TAKE, "avstar"), "department=tech&grounds=capacity").status == 200
    assert (events(site, paths), told(site, paths)) == (0, [0, 0])


def told(site: Site, paths: dict[str, str]) -> list[int]:
    """How many calls the feeds tell: Atom's and JSON's."""
    answers = [site.ask("GET", paths[kind]).text for kind in (feeds.ATOM, feeds.JSON)]
    return [answers[0].count("<entry>"), len(json.loads(answers[1])["items"])]


def events(site: Site, paths: dict[str, str]) -> int:
    return site.ask("GET", paths[feeds.CALENDAR]).text.count("BEGIN:VEVENT")


def considered(site: Site, call_id: int, *taken: Stand) -> None:
    item = considering.open_by_hand(site.town.database, "town", "tech", call_id, clock.now())
    for stand in taken:
        considering.take(site.town.database, item.id, stand, considering.Who("anna", "mail"), clock.now())


@pytest.mark.parametrize(
    ("other", "deadline", "first_stays"),
    [(None, SOON, False), ((), SOON, True), ((Stand.WATCHING,), LATER, True), ((), LATER, False)],
)
def test_what_is_declined_does_not_come_back_with_a_merge(
    site: Site, paths: dict[str, str], other: tuple[Stand, ...] | None, deadline: Deadline, first_stays: bool
) -> None:
    """One source knew the first deadline, and the other that one or a later one; ``other`` was said of the twin."""
    (twin,) = site.town.calls(2, deadline=deadline)
    site.town.matched(matched(site.call_id), matched(twin))
    if other is not None:
        considered(site, twin, *other)
    considered(site, site.call_id, Stand.DECLINED)
    assert events(site, paths) == 1, "the twin still waits for its own stand"
    stays, goes = (site.call_id, twin) if first_stays else (twin, site.call_id)
    with site.town.database.write() as tx:
        db.merges.hide(tx, goes, stays)
    number = 1 if first_stays else 2
    old = facts(number, deadlines=(SOON if first_stays else deadline,))
    site.town.change(stays, old, facts(number, deadlines=tuple({SOON, deadline})))
    assert events(site, paths) == 0


def test_the_stand_on_the_coming_cut_off_counts(site: Site, paths: dict[str, str]) -> None:
    """Watched for one cut-off and declined for another."""
    two = facts(1, deadlines=(SOON, LATER))
    considered(site, site.call_id, Stand.WATCHING)
    site.town.change(site.call_id, facts(1, deadlines=(SOON,)), replace(two, deadlines=(LATER,)))
    considered(site, site.call_id, Stand.DECLINED)
    assert events(site, paths) == 0
    site.town.change(site.call_id, replace(two, deadlines=(LATER,)), two)
    assert events(site, paths) == 2


def test_what_only_others_match_is_not_told(site: Site, paths: dict[str, str]) -> None:
    bo = replace(ANNA, id="bo", name="Bo Ek", email="bo@example.org")
    site.town.has(replace(TWO, departments=(TECH, replace(SCHOOL, contacts=(bo,)))))
    with site.town.database.write() as tx:
        db.matches.replace(tx, "town", ["heat"], None, [], NOW)
        db.matches.replace(tx, "town", ["reading"], None, [matched(site.call_id, "reading")], NOW)
    assert json.loads(site.ask("GET", paths[feeds.JSON]).text)["items"] == []
    assert "VEVENT" not in site.ask("GET", paths[feeds.CALENDAR]).text
    his = feeds.give(site.town.database, URL, "bo", clock.now()).addresses
    assert [site.ask("GET", a.removeprefix(URL)).text.count("Title of call") > 0 for a in his] == [True] * 3


def test_the_feeds_tell_each_match_once(site: Site, paths: dict[str, str]) -> None:
    feed = ElementTree.fromstring(site.ask("GET", paths[feeds.ATOM]).text)
    (entry,) = feed.findall(f"{ATOM}entry")
    whole = json.loads(site.ask("GET", paths[feeds.JSON]).text)
    assert whole["version"].endswith("/1.1")
    (item,) = whole["items"]
    assert entry.findtext(f"{ATOM}title") == item["title"]
    assert item["content_text"].startswith("Stark träff: ")
    assert "Sista dag: " in item["content_text"]


def test_only_the_hash_is_kept_and_an_ended_feed_is_a_wrong_address(site: Site, paths: dict[str, str]) -> None:
    token = paths[feeds.ATOM].split("/")[2]
    (feed,) = feeds.listing(site.town.database)
    with site.town.database.read() as tx:
        assert db.feeds.by_hash(tx, token) is None
    wrong = site.ask("GET", "/f/nothing/matches.atom")
    assert (wrong.status, site.ask("GET", paths[feeds.ATOM].replace("atom", "rss")).status) == (404, 404)
    feeds.revoke(site.town.database, feed.id, clock.now())
    ended = site.ask("GET", paths[feeds.ATOM])
    assert (ended.status, ended.text) == (wrong.status, wrong.text)
    with pytest.raises(NotFound):
        feeds.revoke(site.town.database, feed.id, clock.now())


def test_looking_changes_nothing_and_is_not_kept_by_others(site: Site, paths: dict[str, str]) -> None:
    for path in paths.values():
        assert site.ask("HEAD", path).status == 200
        assert site.ask("POST", path).status == 405
        headers = site.ask("GET", path).headers
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")


def test_a_feed_is_for_somebody_and_needs_pages(site: Site) -> None:
    with pytest.raises(NotFound):
        feeds.give(site.town.database, URL, "nobody", clock.now())
    with pytest.raises(UsageError, match="public_url"):
        feeds.give(site.town.database, None, "anna", clock.now())
