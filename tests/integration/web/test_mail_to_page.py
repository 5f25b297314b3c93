"""From a digest to a stand: the mail's own links open pages, and what it shows as strong waits for a stand."""

from __future__ import annotations

import re
from dataclasses import replace
from email import policy
from email.parser import BytesParser

import db.considerations
import db.matches
from db.records import Band, Mail
from db.workrecords import Stand
from tests.integration.mail.conftest import ListTransport
from tests.integration.web.conftest import KEYS, SCHOOL, Site, matched
from tests.integration.web.test_pages import dump
from tests.letters import NOW
from watcher import clock
from watcher.desk import considerations
from watcher.jobs import deliver, digest
from watcher.mail.links import LinkedTransport, Links

URL = "https://bidrag.example.org"


def sent(site: Site, url: str = URL) -> Mail:
    """Anna's digest of the week as it left."""
    way_out = ListTransport()
    site.town.transport = LinkedTransport(way_out, Links(KEYS, url))
    digest.run(site.town.deps, NOW)
    deliver.run(site.town.deps, NOW)
    (mail,) = [m for m in way_out.sent if m.contact_id == "anna"]
    for part in (mail.html, plain(mail)):
        assert "[[" not in part
        assert len(re.findall(f"{url}/l/take/", part)) == 3
        assert len(re.findall(f"{url}/l/relevance/", part)) == 2
    return mail


def plain(mail: Mail) -> str:
    body = BytesParser(policy=policy.default).parsebytes(mail.message).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_scanner_of_a_real_digest_changes_nothing_and_its_button_does(site: Site) -> None:
    text = plain(sent(site))
    links = [link.removeprefix(URL) for link in re.findall(rf"{URL}/l/\S+", text)]
    assert len(links) == 7, "five of the call, and two to pause or end the mails"
    before = dump(site.town)
    for link in links * 10:
        assert site.ask("GET", link).status == 200
        assert site.ask("HEAD", link).status == 200
    assert dump(site.town) == before

    figures = considerations.follow_up(site.town.database, clock.now(), "town").total
    assert (figures.opened, figures.in_time) == (1, 0)
    assert "sparat" in site.ask("POST", links[0], "department=tech").text
    figures = considerations.follow_up(site.town.database, clock.now(), "town").total
    assert (figures.opened, figures.in_time) == (1, 1)
    with site.town.database.read() as tx:
        (item,) = db.considerations.listing(tx, "town")
    assert item.stand is Stand.APPLYING


def test_strong_matches_that_are_shown_open_one_consideration_a_department(site: Site) -> None:
    (possible,) = site.town.calls(2)
    with site.town.database.write() as tx:
        found = [matched(site.call_id), replace(matched(possible), band=Band.POSSIBLE)]
        db.matches.replace(tx, "town", ["heat", "homes"], None, found, NOW)
        db.matches.replace(tx, "town", ["reading"], None, [matched(site.call_id, "reading")], NOW)
    for _ in range(2):
        digest.run(site.town.deps, NOW)
    with site.town.database.read() as tx:
        items = db.considerations.listing(tx, "town")
    assert sorted((i.department_id, i.call_id) for i in items) == [(SCHOOL.id, site.call_id), ("tech", site.call_id)]
    assert {i.stand for i in items} == {Stand.NEW}


def test_a_digest_that_is_only_looked_at_opens_nothing(site: Site) -> None:
    digest.run(site.town.deps, NOW, record=False)
    with site.town.database.read() as tx:
        assert db.considerations.listing(tx, "town") == []


def test_without_a_public_address_the_digest_has_no_links(site: Site) -> None:
    site.town.settings = {"secret_keys": KEYS}
    digest.run(site.town.deps, NOW)
    mail = next(m for m in site.town.mails(bodies=True) if m.contact_id == "anna")
    assert mail.html
    assert "link:" not in mail.html
