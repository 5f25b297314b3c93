"""In a real browser: from the mail's button to the yearly report, and every page on a narrow telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

import db.matches
from db.workrecords import Stand
from tests.browser import Telephone, telephone
from tests.integration.web.conftest import Site, matched
from tests.integration.web.test_mail_to_page import sent
from tests.integration.web.test_pages import stands, undo_link
from tests.letters import FULL, NOW, facts
from tests.looks import CHROMIUM
from watcher import clock
from watcher.desk import annual
from watcher.rules.tokens import Purpose

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")


@pytest.fixture
def phone() -> Iterator[Telephone]:
    with telephone() as held:
        yield held


def report(site: Site, folder: Path) -> str:
    """What the web page of the year's report says of considerations."""
    paper = annual.annual(site.town.database, 2026, clock.now())
    (page,) = (f for f in annual.write(paper, folder, "aret") if f.suffix == ".html")
    found = re.search(r"[^<>]* passade[^<>]*", page.read_text(encoding="utf-8"))
    assert found, "the digest opened a consideration"
    return found[0]


def test_from_the_button_in_the_mail_to_the_yearly_report(site: Site, phone: Telephone, tmp_path: Path) -> None:
    here = f"127.0.0.1:{site.port}"
    mail = tmp_path / "brev.html"
    mail.write_text(sent(site, f"http://{here}").html, encoding="utf-8")
    phone.page.goto(mail.as_uri())
    phone.page.get_by_role("link", name="Söker", exact=True).click()
    assert phone.page.get_by_role("heading", level=1).inner_text() == "Söker"
    assert "Länken tillhör Anna Ek" in phone.page.inner_text("main")
    assert stands(site.town) == [("tech", Stand.NEW, None, "")]
    assert "0 fick ett ställningstagande före sista dag" in report(site, tmp_path)

    phone.press("Spara: Tekniska förvaltningen söker")
    assert "söker, sparat 23 november 2026" in phone.page.inner_text("dl")
    assert stands(site.town) == [("tech", Stand.APPLYING, None, "")]
    assert "1 fick ett ställningstagande före sista dag" in report(site, tmp_path)

    phone.press("Ångra")
    assert "inget ställningstagande än" in phone.page.inner_text("dl")
    assert "0 fick ett ställningstagande före sista dag" in report(site, tmp_path)
    assert phone.complaints == [], "not even the pages' own policy had anything to forbid"
    assert phone.reached - {""} == {here}


PAGES = {
    (Purpose.TAKE, "soker"): "Spara: Skolan söker",
    (Purpose.TAKE, "bevakar"): "Spara: Skolan bevakar",
    (Purpose.TAKE, "avstar"): "Spara: Tekniska förvaltningen avstår",
    (Purpose.RELEVANCE, "ja"): "Spara: relevant för Läsning",
    (Purpose.RELEVANCE, "nej"): "Spara: inte relevant för Läsning",
    (Purpose.PREFERENCES, ""): "Gör uppehåll i 4 veckor",
    (Purpose.UNSUBSCRIBE, ""): "Avsluta breven",
}
"""A button of each page, in the order that they are pressed."""


@pytest.mark.parametrize("engine_name", ["sqlite"])  # the pages are the same
def test_every_page_is_accessible_on_a_narrow_telephone(site: Site, phone: Telephone) -> None:
    """As they are first, after the button was pressed, and where that can be taken back; with two departments."""
    both_departments(site)
    here = f"http://127.0.0.1:{site.port}"
    found = {}
    for (purpose, detail), button in PAGES.items():
        assert phone.opens(here + site.link(purpose, detail)) == 200
        found[purpose, detail, "first"] = phone.faults()
        phone.press(button)
        found[purpose, detail, "pressed"] = phone.faults()
        if purpose is not Purpose.PREFERENCES:  # a pause is ended, not taken back
            assert phone.opens(here + undo_link(phone.page.content())) == 200
            found[purpose, detail, "undo"] = phone.faults()
    assert {where: faults for where, faults in found.items() if faults} == {}
    assert len(found) == 3 * len(PAGES) - 1


def test_pages_that_refuse_are_accessible_too(site: Site, phone: Telephone) -> None:
    address = f"http://127.0.0.1:{site.port}"
    assert phone.opens(f"{address}/l/take/wrong") == 404
    assert phone.page.title() == "Länken gäller inte – Bidragsvakt"
    assert phone.faults() == []
    with site.town.database.write() as tx:
        tx.connection.execute(text("ALTER TABLE organisations RENAME TO elsewhere"))
    assert phone.opens(address + site.link(Purpose.TAKE, "soker")) == 503
    assert phone.page.title() == "Det går inte just nu – Bidragsvakt"
    assert phone.faults() == []


def test_what_is_wrong_would_be_found(phone: Telephone) -> None:
    phone.page.set_content('<html><title>t</title><p style="width:500px;color:#eee;background:#fff">blek</p></html>')
    names = {fault.partition(":")[0] for fault in phone.faults()}
    assert {"color-contrast", "html-has-lang"} <= names
    assert any("pixels wide" in name for name in names)


def both_departments(site: Site) -> None:
    """The call matches both, and its title is long and without a place to break."""
    long = facts(1, title="Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft")
    site.town.change(site.call_id, facts(1), replace(long, deadlines=FULL.facts.deadlines))
    with site.town.database.write() as tx:
        db.matches.replace(tx, "town", ["reading"], None, [matched(site.call_id, "reading")], NOW)
