"""Fifteen real Swedish calls, each with the trap it sets. What is expected is what stands beside them in the recorded
facts; the pages' words are those the facts quote."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from typing import Any

import pytest

from db.records import Deadline, Precision, Status
from tests.shared import shared
from tests.unit.sources.test_feed_source import memory
from tests.unit.sources.test_links_and_pages import call_page
from tests.unit.sources.test_listing_source import site
from watcher.config.sourcefile import SourceConfig
from watcher.parse.links import pattern_of
from watcher.rules.lastday import from_field, from_text, opening_in
from watcher.rules.money import budget_in, find_money
from watcher.rules.pagestatus import status_in
from watcher.rules.regions import concerns, regions_listed, regions_of_page
from watcher.rules.shares import shares_in
from watcher.rules.vague import find_periods, is_preliminary
from watcher.sources import pages

pytestmark = pytest.mark.shared
ZONE = "Europe/Stockholm"


@cache
def facts() -> tuple[dict[str, Any], ...]:
    lines = shared("swedish", "facts", "pages_calls_facts.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def about(part: str) -> dict[str, Any]:
    """The one fact whose address has this part."""
    (found,) = [f for f in facts() if part in f["url"]]
    return found


def quoted(fact: dict[str, Any]) -> str:
    """The words of the page that the trap quotes."""
    words: list[str] = re.findall(r"'([^']+)'", fact["trap"])
    return words[0]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def read_page(fact: dict[str, Any], body: str) -> Any:
    """The page as its kind reads it: its title and these words."""
    source = SourceConfig("x", "pages", "X", fact["url"], "sv", dt.timedelta(days=1))
    answer = pages.read(source, site({fact["url"]: call_page(fact["title"], body)}), memory())
    return answer.candidates[0].facts()


def test_there_are_fifteen() -> None:
    assert len(facts()) == 15


def test_an_opening_date_alone_is_no_deadline() -> None:
    fact = about(".6569.html")
    found = read_page(fact, f"<p>{fact['status_line']}</p>")
    assert (found.opening, found.deadlines) == (day(fact["opens"]), ())


def test_the_regions_of_our_own_programme_and_of_another() -> None:
    ours, theirs = about(".6569.html"), about(".6480.html")
    assert concerns(regions_listed(ours["regions"]), "Kronoberg") is True
    assert concerns(regions_listed(theirs["regions"]), "Kronoberg") is False
    assert concerns(regions_of_page(theirs["title"], ""), "Kronoberg") is False, "the title names the area"
    assert len(regions_listed(theirs["regions"])) == len(theirs["regions"])


def test_the_word_closed_with_a_day_is_the_last_day() -> None:
    fact = about(".6480.html")
    assert from_text(fact["status_line"], ZONE).deadlines == (Deadline(day(fact["closes"]), None, ZONE),)


def test_the_word_closed_without_a_day_is_a_status() -> None:
    fact = about("eu.tillvaxtverket.se")
    found = read_page(fact, f"<p>{fact['status_line']}</p>")
    assert (found.status, found.deadlines) == (Status.CLOSED, ())
    assert regions_listed(fact["regions"]) == ("Jämtland", "Västernorrland")


def test_a_page_of_stacked_labels_and_values() -> None:
    fact = about("Planerade-utlysningar")
    text = (
        "Tillgängliga medel 500 miljoner kronor. Stöd från AMIF: 75–90 %. Öppnar: 24 mars 2022. Stänger: 26 april 2022."
    )
    assert budget_in(text).total == fact["available_sek"]
    assert shares_in(text).eu == fact["support_rate_pct_max"]
    assert opening_in(text, ZONE) == (day(fact["opens"]), "")
    assert from_text(text, ZONE).deadlines == (Deadline(day(fact["closes"]), None, ZONE),)


def test_news_of_closed_calls_is_no_open_one() -> None:
    fact = about("2026-02-03-de-konkurrerande")
    found = read_page(fact, "<p>De konkurrerande utlysningarna stängde 2 februari 2026.</p>")
    assert found.deadlines == (Deadline(day(fact["closes"]), None, ZONE),)
    assert from_text(fact["title"], ZONE).deadlines == (), "the day of the news in the title is no last day"


def test_a_last_day_that_is_not_decided_stays_unknown() -> None:
    assert "'Stänger: Ej bestämt'" in about("regionblekinge.se")["trap"]
    assert from_field("Ej bestämt", ZONE).deadlines == ()
    assert from_text("Stänger: Ej bestämt", ZONE).deadlines == ()


def test_noon_in_running_text() -> None:
    fact = about("ungas-delaktighet")
    noon = dt.datetime.fromisoformat(fact["closes"])
    found = read_page(fact, f"<p>Bidraget {quoted(fact)}.</p>")
    assert found.deadlines == (Deadline(noon.date(), noon.time(), ZONE),)
    assert found.opening is None


def test_the_day_a_page_was_edited_is_no_last_day() -> None:
    fact = about("extra-ansokningsrunda")
    text = f"{quoted(fact)}. Sista ansökningsdag: 4 maj 2022."
    assert from_text(text.replace("5 maj", "5 maj 2022"), ZONE).deadlines == (
        Deadline(day(fact["closes"]), None, ZONE),
    )


def test_a_season_and_a_day_without_a_year() -> None:
    fact = about("europeiska-samarbetsprojekt")
    status, season, past = fact["status_line"].split("; ")
    assert status_in(status) is Status.FORTHCOMING
    assert opening_in(season, ZONE) == (None, "hösten 2023")
    assert is_preliminary(season)
    assert from_text(past, ZONE).deadlines == (), "9 mars has no year"
    (period,) = find_periods(season)
    assert (period.last, period.precision) == (dt.date(2023, 12, 31), Precision.SEASON)


def test_numbers_in_a_title_are_neither_money_nor_dates() -> None:
    fact = about("energimyndigheten.se")
    assert list(find_money(fact["title"])) == []
    assert list(find_periods(fact["title"])) == []
    assert budget_in(f"{fact['title']}. Budgeten är 100 miljoner kronor.").total == fact["budget_sek"]


def test_a_named_city_is_kept_in_the_text() -> None:
    fact = about("viablecities.se")
    listed = ", ".join(fact["named_eligible_cities"])
    found = read_page(fact, f"<p>Städer som kan söka: {listed}. Öppen till {'28 april 2021'}</p>")
    assert "Växjö" in found.text
    assert found.regions == (), "a list of cities is no list of counties"
    assert found.deadlines == (Deadline(day(fact["closes"]), None, ZONE),)


def test_the_day_of_the_decision_is_no_last_day() -> None:
    fact = about("formas.se")
    money = "<p>HUR MYCKET KAN DU SÖKA?</p><p>Högst 300 000 kronor. Medfinansiering 50 procent.</p>"
    body = f"<p>{fact['status_line']}</p>{money}"
    found = read_page(fact, body)
    assert found.deadlines == ()
    assert found.budget.maximum == fact["grant_max_sek"]
    assert found.budget.shares.own == fact["cofinancing_required_pct"]


def test_the_number_of_a_round_ends_its_address() -> None:
    fact = about("vinnova.se")
    assert fact["url"].rstrip("/").endswith(fact["diarienummer"])
    assert budget_in("Ni kan söka högst 700 000 kronor per projekt.").maximum == fact["grant_max_sek"]


def test_a_call_inside_news() -> None:
    fact = about("regionkronoberg.se/nyheter")
    text = (
        "Södra Östersjöprogrammet har 85 miljoner Euro. EU finansierar upp till 80 procent. "
        "Seed money-utlysningen är öppen till 21 november 2022."
    )
    assert [(m.high, m.currency) for m in find_money(text)] == [(fact["programme_budget_eur"], "EUR")]
    assert shares_in(text).eu == fact["support_rate_max_pct"]
    assert from_text(text, ZONE).deadlines == (Deadline(day(fact["closes"]), None, ZONE),)
    assert concerns(regions_listed(fact["regions"]), "Kronoberg") is True


def test_a_template_fault_on_a_page_does_no_harm() -> None:
    fact = about("msb.se")
    found = read_page(fact, f"<p>{quoted(fact)}</p><p>Sista ansökningsdag 30 september 2020</p>")
    assert found.deadlines == (Deadline(day(fact["closes"]), None, ZONE),)


# --- twenty calls that a practitioner picked ---------------------------------------------------------


def picked() -> list[dict[str, str]]:
    import csv

    with shared("swedish", "facts", "uppsala_calls_facts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_practitioners_dates_keep_their_precision() -> None:
    rows = picked()
    assert len(rows) == 20
    for row in rows:
        (found,) = from_field(row["closes"], ZONE).deadlines
        vague = "prel" in row["closes"]
        assert (found.precision, found.preliminary) == (Precision.MONTH if vague else Precision.DAY, vague), row
        assert found.date.isoformat().startswith(row["closes"][:7])


def test_the_practitioners_amounts() -> None:
    for row in picked():
        amounts = list(find_money(row["total_or_max_eur"]))
        assert bool(amounts) == any(unit in row["total_or_max_eur"] for unit in ("MEUR", "MSEK")), row
    spans = [find_money(row["total_or_max_eur"]) for row in picked() if "-" in row["total_or_max_eur"]]
    assert [(m.low, m.high) for found in spans for m in found] == [
        (7_000_000, 12_000_000), (10_000_000, 15_000_000), (4_000_000, 5_000_000)]  # fmt: skip


def test_the_labels_seen_on_real_pages_are_known() -> None:
    """Each label that means a last day, with a date after it, gives that day; each that means opening gives none."""
    lines = shared("swedish", "facts", "swedish_call_page_lexicon.tsv").read_text(encoding="utf-8").splitlines()
    labels = {line.split("\t")[0]: line.split("\t")[1].split("; ") for line in lines[1:]}
    api_fields = {"Stangningsdatum", "stangningsdatum", "Oppningsdatum", "oppningsdatum"}
    for label in set(labels["deadline"]) - api_fields:
        assert from_text(f"{label}: 3 maj 2027", ZONE).deadlines == (Deadline(dt.date(2027, 5, 3), None, ZONE),), label
    for label in set(labels["opening"]) - api_fields:
        assert from_text(f"{label}: 3 maj 2027", ZONE).deadlines == (), label


def test_every_recorded_address_of_tillvaxtverket_has_a_watched_form() -> None:
    from watcher.config.sourcefile import read_sources, shipped

    source = read_sources(shipped()).get("tillvaxtverket")
    assert source is not None
    forms = source.options["forms"]
    assert isinstance(forms, tuple)
    lines = shared("swedish", "calls", "tillvaxtverket_formas_union.jsonl").read_text(encoding="utf-8").splitlines()
    urls = [row["url"] for row in map(json.loads, lines) if row["source"] == "tillvaxt"]
    paths = [url.removeprefix("https://tillvaxtverket.se") for url in urls]
    missed = [p for p in paths if not any(pattern_of(str(f)).fullmatch(p) for f in forms)]
    assert missed == ["/tillvaxtverket/sokfinansiering/utlysningar.1139.html"], (
        "the list itself, which once became a call"
    )
