"""The command, a mail and a real browser: from the crawl to the yearly report, with a click between."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.acceptance.conftest import MONDAY, Place
from tests.browser import telephone
from tests.looks import CHROMIUM
from watcher import clock
from watcher.build import opened, settings
from watcher.web.server import started

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")


def test_a_click_in_a_week_of_mail_is_counted_in_the_yearly_report(
    town: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: clock.parse_now(MONDAY) + dt.timedelta(hours=1))
    with opened(settings()) as deps, started(deps, "127.0.0.1", 0) as port, telephone() as phone:
        monkeypatch.setenv("BIDRAGSVAKT_PUBLIC_URL", f"http://127.0.0.1:{port}")
        for words in (("crawl",), ("match",), ("digest", "build")):
            town.run(*words, "--now", MONDAY)
        before = stands(town)
        assert set(before.values()) == {"new"}
        (mail,) = town.folder.glob("outbox/*/*bo@example.org*.html")
        phone.page.goto(mail.as_uri())
        phone.page.get_by_role("link", name="Söker", exact=True).first.click()
        call = phone.page.inner_text(".call")
        phone.press("Spara: Vattenbolaget söker")
        assert "söker, sparat 23 november 2026" in phone.page.inner_text("dl")
        assert phone.complaints == []
    assert stands(town) == before | {call: "applying"}
    later = ("--now", "2026-12-31T12:00")
    town.run("report", "annual", "--year", "2026", "--out", "rapport", *later)
    html = (town.folder / "rapport" / "internationellt-arbete-2026.html").read_text(encoding="utf-8")
    assert f"{len(before)} utlysningar passade" in html
    assert "1 fick ett ställningstagande före sista dag" in html


def stands(town: Place) -> dict[str, str]:
    """By the titles of the calls."""
    return {item["title"]: item["stand"] for item in town.run("--json", "consider", "list").json}
