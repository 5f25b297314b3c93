"""What links do, over real HTTP: nothing until the button is pressed, and then once."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import logging
import re
import time
from collections.abc import Iterator

import pytest
import structlog

import db.backup
import db.considerations
import db.marks
import db.merges
import db.standings
from db.records import StandingState
from db.workrecords import Grounds, Stand
from tests.integration.mail.conftest import Town
from tests.integration.web.conftest import KEYS, TWO, Site, matched
from tests.letters import NOW
from watcher import clock
from watcher.desk import clicks, considerations
from watcher.log import configure
from watcher.rules.tokens import Grant, Purpose, sign


def stands(town: Town) -> list[tuple[str, Stand, Grounds | None, str]]:
    with town.database.read() as tx:
        return [(c.department_id, c.stand, c.grounds, c.note) for c in db.considerations.listing(tx, "town")]


def undo_link(text: str) -> str:
    found = re.search(r'action="\.\./(undo/[^"]+)"', text)
    assert found, text
    return f"/l/{found[1]}"


def test_a_stand_is_recorded_by_the_button_counted_and_taken_back(site: Site) -> None:
    link = site.link(Purpose.TAKE, "soker")
    page = site.ask("GET", link)
    assert page.status == 200
    assert page.text.count("<button") == 1
    assert "Anna Ek (Tekniska förvaltningen och Skolan)" in page.text
    assert "@" not in re.sub(r"<style>.*?</style>", "", page.text, flags=re.DOTALL)
    assert stands(site.town) == []

    for _ in range(2):
        done = site.ask("POST", link, "department=tech")
        assert done.status == 200
        assert "söker, sparat" in done.text
    assert stands(site.town) == [("tech", Stand.APPLYING, None, "")]
    follow_up = considerations.follow_up(site.town.database, clock.now(), "town")
    assert (follow_up.total.opened, follow_up.total.in_time) == (1, 1)

    back = undo_link(site.ask("GET", link).text)
    assert site.ask("GET", back).status == 200
    assert stands(site.town) == [("tech", Stand.APPLYING, None, "")]
    for _ in range(2):
        assert site.ask("POST", back).status == 200
    assert stands(site.town) == [("tech", Stand.NEW, None, "")]


def test_declining_keeps_the_reason_and_the_note(site: Site) -> None:
    link = site.link(Purpose.TAKE, "avstar")
    page = site.ask("GET", link)
    assert page.text.count('type="radio"') == len(Grounds)
    site.ask("POST", link, "department=tech&grounds=capacity&note=Inte+i+%C3%A5r%3Cb%3E")
    assert stands(site.town) == [("tech", Stand.DECLINED, Grounds.CAPACITY, "Inte i år<b>")]
    assert site.ask("POST", link, "department=tech&grounds=nonsense").status == 400
    assert site.ask("POST", link, "department=school").status == 404


def test_each_department_the_call_matches_is_offered(site: Site) -> None:
    with site.town.database.write() as tx:
        db.matches.replace(tx, "town", ["reading"], None, [matched(site.call_id, "reading")], NOW)
    link = site.link(Purpose.TAKE, "bevakar")
    assert site.ask("GET", link).text.count("<button") == 2
    site.ask("POST", link, "department=school")
    assert stands(site.town) == [("school", Stand.WATCHING, None, "")]


def test_a_mark_is_recorded_once_and_taken_back(site: Site) -> None:
    def counting() -> list[tuple[str, bool, str]]:
        with site.town.database.read() as tx:
            return [(m.area_id, m.relevant, m.by) for m in db.marks.counting(tx, "town")]

    link = site.link(Purpose.RELEVANCE, "nej")
    assert "Spara: inte relevant" in site.ask("GET", link).text
    assert counting() == []
    for _ in range(2):
        done = site.ask("POST", link, "area=heat")
    assert counting() == [("heat", False, "anna")]
    for _ in range(2):
        site.ask("POST", undo_link(done.text))
    assert counting() == []
    with site.town.database.read() as tx:
        assert len(db.marks.history(tx, "town")) == 1


def test_one_click_unsubscribes_and_undo_takes_it_back(site: Site) -> None:
    def said() -> list[StandingState]:
        with site.town.database.read() as tx:
            return [s.state for s in db.standings.all_standings(tx, "town")]

    link = site.link(Purpose.UNSUBSCRIBE)
    assert site.ask("GET", link).text.count("<button") == 1
    assert said() == []
    for _ in range(2):
        done = site.ask("POST", link, "List-Unsubscribe=One-Click")
        assert done.status == 200
    assert said() == [StandingState.UNSUBSCRIBED]
    back = undo_link(done.text)
    for _ in range(2):
        assert site.ask("POST", back).status == 200
    assert said() == [StandingState.UNSUBSCRIBED, StandingState.ACTIVE]


def test_preferences_pause_and_start_again(site: Site) -> None:
    link = site.link(Purpose.PREFERENCES)
    assert "Uppehåll till och med" in site.ask("POST", link, "wish=pause&weeks=4").text
    assert site.ask("POST", link, "wish=pause&weeks=400").status == 404
    assert "som vanligt" in site.ask("POST", link, "wish=resume").text
    assert site.ask("POST", link, "wish=nonsense").status == 400


def test_a_scanner_that_follows_every_link_changes_nothing(site: Site, engine_name: str) -> None:
    links = [site.link(Purpose.TAKE, d) for d in ("soker", "bevakar", "avstar")]
    links += [site.link(Purpose.RELEVANCE, d) for d in ("ja", "nej")]
    links += [site.link(Purpose.UNSUBSCRIBE), site.link(Purpose.PREFERENCES)]
    before = dump(site.town)
    for _ in range(10):
        for link in links:
            assert site.ask("GET", link).status == 200
            head = site.ask("HEAD", link)
            assert (head.status, head.text) == (200, "")
    assert dump(site.town) == before


def dump(town: Town) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    from sqlalchemy import select

    from db.tables import metadata

    with town.database.read() as tx:
        return {
            t.name: sorted((tuple(r) for r in tx.connection.execute(select(t))), key=repr)
            for t in metadata.sorted_tables
        }


def test_links_that_do_not_hold_all_show_the_same(site: Site) -> None:
    good = site.link(Purpose.TAKE, "soker")
    _, _, purpose, token = good.split("/")
    past = sign(KEYS, Grant(Purpose.TAKE, "town", "anna", site.call_id, "soker"), clock.now() - dt.timedelta(days=181))
    forged = sign(("x" * 32,), Grant(Purpose.TAKE, "town", "anna", site.call_id, "soker"), clock.now())
    wrong = {
        "cut": good[:-3],
        "changed": good[:20] + ("A" if good[20] != "A" else "B") + good[21:],
        "other purpose": f"/l/unsubscribe/{token}",
        "no purpose": f"/l/everything/{token}",
        "expired": f"/l/{purpose}/{past}",
        "other key": f"/l/take/{forged}",
        "nobody": site.link(Purpose.TAKE, "soker", contact="eve"),
        "no such call": site.link(Purpose.TAKE, "soker", call_id=99_999),
        "too long": f"/l/take/{'a' * 5_000}",
        "no such page": "/admin",
        "root": "/",
    }
    seen = {name: site.ask(method, path) for name, path in wrong.items() for method in ("GET", "POST")}
    shown = {(a.status, a.text) for name, a in seen.items()}
    assert {status for status, _ in shown} == {404}
    assert len({text for _, text in shown}) == 1
    assert "Länken gäller inte" in shown.pop()[1]
    assert stands(site.town) == []


def test_revoked_links_end_and_those_of_others_do_not(site: Site) -> None:
    anna, dan = site.link(Purpose.TAKE, "soker"), site.link(Purpose.TAKE, "soker", contact="coordinator")
    assert (site.ask("GET", anna).status, site.ask("GET", dan).status) == (200, 200)
    clicks.revoke_links(site.town.database, "anna", clock.now())
    assert (site.ask("GET", anna).status, site.ask("POST", anna, "department=tech").status) == (404, 404)
    assert site.ask("GET", dan).status == 200


def test_every_answer_is_locked_down(site: Site) -> None:
    for path in (site.link(Purpose.TAKE, "avstar"), "/l/take/wrong", "/robots.txt", "/healthz", "/nothing"):
        headers = site.ask("GET", path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
        assert "set-cookie" not in headers
        assert "server" not in headers


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/robots.txt", "", {"Host": "evil.example"}, 404),
        ("GET", "/robots.txt", "", {"Host": "bidrag.example.org"}, 200),
        ("DELETE", "/robots.txt", "", {}, 405),
        ("POST", "/healthz", "", {}, 405),
        ("GET", "/l/take/%00%ff", "", {}, 404),
        ("GET", "/../../etc/passwd", "", {}, 404),
        ("POST", "/l/take/x", "a" * 20_000, {}, 400),
    ],
)
def test_odd_requests_are_answered_neutrally(
    site: Site, method: str, path: str, body: str, headers: dict[str, str], status: int
) -> None:
    assert site.ask(method, path, body, **headers).status == status


def test_health_says_whether_the_service_lives(site: Site) -> None:
    from watcher.desk import leadership

    assert site.ask("GET", "/healthz").status == 503
    leadership.take(site.town.database, "me", clock.now())
    well = site.ask("GET", "/healthz")
    assert well.status == 200
    assert '"database":true' in well.text


@contextlib.contextmanager
def logged() -> Iterator[io.StringIO]:
    """What the log says at INFO, as in service."""
    with contextlib.redirect_stderr(io.StringIO()) as said:
        configure(logging.INFO)
        try:
            yield said
        finally:
            structlog.reset_defaults()


def test_the_log_has_no_address_and_no_token(site: Site) -> None:
    link = site.link(Purpose.TAKE, "soker")
    with logged() as log:
        for path in (link, f"/l/take/{'x' * 50}", "/anna@example.org"):
            site.ask("GET", path)
        site.ask("POST", link, "department=tech&note=anna%40example.org")
        ends = clock.monotonic() + 20  # the line comes after the answer
        while log.getvalue().count("event=page ") < 4 and clock.monotonic() < ends:
            time.sleep(0.02)
        said = log.getvalue()
    assert said.count("event=page ") == 4
    assert link.split("/")[-1] not in said
    assert "/l/" not in said
    assert "@" not in said
    assert TWO.departments[0].contacts[0].name not in said


def test_a_link_of_a_call_that_was_merged_acts_on_the_one_it_became(site: Site) -> None:
    (other,) = site.town.calls(2)
    links = [site.link(Purpose.TAKE, "soker"), site.link(Purpose.RELEVANCE, "ja")]
    with site.town.database.write() as tx:
        db.merges.hide(tx, site.call_id, other)
    assert "sparat" in site.ask("POST", links[0], "department=tech").text
    assert site.ask("POST", links[1], "area=heat").status == 200
    with site.town.database.read() as tx:
        assert [c.call_id for c in db.considerations.listing(tx, "town")] == [other]
        assert [m.call_id for m in db.marks.counting(tx, "town")] == [other]
    back = undo_link(site.ask("GET", links[0]).text)
    assert site.ask("POST", back).status == 200
    assert stands(site.town) == [("tech", Stand.NEW, None, "")]
