"""Whose link it is: of one person on another's departments, used before, or forwarded."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

import db.considerations
import db.marks
import db.matches
import db.standings
from db.records import Contact, Person
from db.workrecords import Stand, StandTaken
from tests.integration.web.conftest import SCHOOL, TWO, Answer, Site, matched
from tests.integration.web.test_pages import dump, stands, undo_link
from tests.letters import ANNA, NOW, TECH
from watcher import clock
from watcher.desk import considering, relevance, wishes
from watcher.desk import stands as taking
from watcher.rules.tokens import Purpose

BO = Contact("bo", "Bo Ek", "bo@example.org", deputy=Person("Cia Ask", "cia@example.org"))


@pytest.fixture
def shared(site: Site) -> Site:
    """The call matches Anna's department and Bo's, and Bo has said all that can be said."""
    site.town.has(replace(TWO, departments=(TECH, replace(SCHOOL, contacts=(BO,)))))
    with site.town.database.write() as tx:
        db.matches.replace(tx, "town", ["reading"], None, [matched(site.call_id, "reading")], NOW)
    says_all(site, "bo", "school", "reading")
    assert stands(site.town) == [("school", Stand.APPLYING, None, "")]
    return site


def says_all(site: Site, contact: str, department: str, area: str) -> None:
    """A stand, a mark and no more mail, by the person's own links."""
    for purpose, detail, body in [
        (Purpose.TAKE, "soker", f"department={department}"),
        (Purpose.RELEVANCE, "ja", f"area={area}"),
        (Purpose.UNSUBSCRIBE, "", ""),
    ]:
        assert site.ask("POST", site.link(purpose, detail, contact=contact), body).status == 200


def history(site: Site) -> list[StandTaken]:
    with site.town.database.read() as tx:
        return db.considerations.history(tx, [c.id for c in db.considerations.listing(tx, "town")])


def of_stand(site: Site) -> str:
    (line,) = history(site)
    return taking.undo_detail(line.consideration_id, line.id)


def of_mark(site: Site) -> str:
    with site.town.database.read() as tx:
        (mark,) = db.marks.counting(tx, "town")
    return relevance.undo_detail(mark.id)


def of_standing(site: Site) -> str:
    with site.town.database.read() as tx:
        (said,) = db.standings.all_standings(tx, "town")
    return wishes.undo_detail(said)


@pytest.mark.parametrize(
    ("purpose", "detail", "body"),
    [
        (Purpose.TAKE, "soker", "department=school"),
        (Purpose.TAKE, "avstar", "department=school&grounds=capacity"),
        (Purpose.RELEVANCE, "nej", "area=reading"),
    ],
)
def test_a_persons_link_does_nothing_in_anothers_department(
    shared: Site, purpose: Purpose, detail: str, body: str
) -> None:
    before, link = dump(shared.town), shared.link(purpose, detail)
    page = shared.ask("GET", link)
    assert page.status == 200
    assert "Skolan" not in page.text
    assert "Läsning" not in page.text
    neutral = shared.ask("GET", "/l/take/wrong")
    refused = shared.ask("POST", link, body)
    assert (refused.status, refused.text) == (404, neutral.text)
    assert dump(shared.town) == before


@pytest.mark.parametrize(
    ("of", "status"), [(of_stand, 404), (of_mark, 200), (of_standing, 200)], ids=["stand", "mark", "standing"]
)
def test_a_persons_undo_link_takes_back_nothing_of_anothers(
    shared: Site, of: Callable[[Site], str], status: int
) -> None:
    """Such a link is never made; if it were, it would show no more than the person's own page, and change nothing of
    what that person has said either."""
    detail = of(shared)
    says_all(shared, "anna", "tech", "heat")
    before = dump(shared.town)
    link = shared.link(Purpose.UNDO, detail)
    assert shared.ask("POST", link).status == status
    assert dump(shared.town) == before
    assert "Skolan" not in shared.ask("GET", link).text
    assert shared.ask("POST", shared.link(Purpose.UNDO, detail, contact="bo")).status == 200
    assert dump(shared.town) != before, "his own does"


def test_an_undo_link_of_one_call_takes_back_nothing_of_another(shared: Site) -> None:
    (other,) = shared.town.calls(2)
    shared.town.matched(matched(shared.call_id), matched(other))
    mine = considering.open_by_hand(shared.town.database, "town", "tech", other, clock.now())
    considering.take(shared.town.database, mine.id, Stand.WATCHING, considering.Who("anna", "mail"), clock.now())
    line = next(x for x in history(shared) if x.consideration_id == mine.id)
    before, detail = dump(shared.town), taking.undo_detail(mine.id, line.id)
    assert shared.ask("POST", shared.link(Purpose.UNDO, detail)).status == 404
    assert dump(shared.town) == before
    assert shared.ask("POST", shared.link(Purpose.UNDO, detail, call_id=other)).status == 200
    assert dump(shared.town) != before


def offered(answer: Answer) -> list[str]:
    """What the buttons of a page say."""
    return re.findall(r"<button[^>]*>([^<]+)</button>", answer.text)


def test_a_used_link_shows_what_was_recorded_and_takes_it_back(shared: Site) -> None:
    link = shared.link(Purpose.TAKE, "soker", contact="bo")
    for method in ("GET", "POST", "GET"):
        used = shared.ask(method, link, "department=school" if method == "POST" else "")
        assert used.status == 200
        assert "<h1>Ert ställningstagande</h1>" in used.text
        assert "<dt>Skolan</dt><dd>söker, sparat 23 november 2026</dd>" in used.text
        assert offered(used) == ["Ångra"]
    assert len(history(shared)) == 1
    back = shared.ask("POST", undo_link(used.text))
    assert "<dd>inget ställningstagande än</dd>" in back.text
    assert offered(shared.ask("GET", link)) == ["Spara: Skolan söker"]
    assert [(x.stand, x.by, x.via) for x in history(shared)] == [
        (Stand.APPLYING, "bo", "mail"),
        (Stand.NEW, "bo", "mail"),
    ]


def test_another_link_of_a_used_mail_shows_the_recorded_stand_beside_its_own(shared: Site) -> None:
    page = shared.ask("GET", shared.link(Purpose.TAKE, "avstar", contact="bo"))
    assert "<dd>söker, sparat 23 november 2026</dd>" in page.text
    assert offered(page) == ["Spara: Skolan avstår", "Ångra"]


WHOSE = {
    "anna": "Anna Ek (Tekniska förvaltningen)",
    "bo": "Bo Ek (Skolan)",
    "cia@example.org": "Cia Ask (Skolan)",
    "coordinator": "Dan Ask (Tekniska förvaltningen och Skolan)",
}


@pytest.mark.parametrize("contact", WHOSE)
def test_a_forwarded_link_says_whose_it_is_to_whoever_opens_it(shared: Site, contact: str) -> None:
    """With no address of anybody."""
    links = {(p, d): shared.link(p, d, contact=contact) for p, d in [
        (Purpose.TAKE, "soker"), (Purpose.RELEVANCE, "nej"), (Purpose.PREFERENCES, ""), (Purpose.UNSUBSCRIBE, "")
    ]}  # fmt: skip
    for link in links.values():
        text = shared.ask("GET", link).text
        assert f"Länken tillhör {WHOSE[contact].split(' (')[0]}" in text
        assert "example.org" not in re.sub(r'href="[^"]*"', "", text)
    assert f"Länken tillhör {WHOSE[contact]}." in shared.ask("GET", links[Purpose.TAKE, "soker"]).text


def test_what_is_pressed_in_a_forwarded_mail_is_written_down_as_the_links_owner(shared: Site) -> None:
    done = shared.ask("POST", shared.link(Purpose.TAKE, "bevakar", contact="anna"), "department=tech")
    assert "Länken tillhör Anna Ek (Tekniska förvaltningen)." in done.text
    assert [(x.by, x.stand) for x in history(shared)][-1] == (ANNA.id, Stand.WATCHING)
    assert "Länken tillhör Anna Ek (Tekniska förvaltningen)." in shared.ask("GET", undo_link(done.text)).text
