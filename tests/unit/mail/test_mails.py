"""What every kind of mail has in common, in both languages."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest

from tests.mails import mails

KINDS = tuple(mails("sv"))
ENGLISH = tuple(kind for kind in KINDS if kind not in ("summary", "alert"))
BOTH = [*((kind, "sv") for kind in KINDS), *((kind, "en") for kind in ENGLISH)]
OWN = ("Växjö kommun", "Tekniska förvaltningen", "fjärrvärmen", "fjärrvärme", "bostäder", "bostad",
       "Tillväxtverket")  # fmt: skip
"""Names, and what the municipality writes of itself, are not translated."""
SWEDISH = re.compile(r"[åäöÅÄÖ]|\b(?:och|att|som|inte|till|av|den|det|med|sista|dag|ni|du|en|ett|vid)\b")


def heard(html: str) -> str:
    """The HTML part as a reader hears it."""
    body = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize("kind", ENGLISH)
def test_no_swedish_is_left_in_an_english_mail(kind: str) -> None:
    rendered = mails("en")[kind]
    for text in (rendered.subject, rendered.text, heard(rendered.html)):
        part = " ".join(text.split())
        for own in OWN:
            part = re.sub(re.escape(own), "", part, flags=re.IGNORECASE)
        assert SWEDISH.findall(part) == []


@pytest.mark.parametrize(("kind", "locale"), BOTH)
def test_the_three_parts(kind: str, locale: str) -> None:
    rendered = mails(locale)[kind]
    assert "\n" not in rendered.subject
    assert f'<html lang="{locale}">' in rendered.html
    long = [line for line in rendered.text.splitlines() if len(line) > 72]
    assert [line for line in long if max(map(len, line.split())) < 60] == [], "only a word or an address may be longer"
    assert "\n\n\n\n" not in rendered.text
    assert not re.search(r"<(img|link|script|iframe|form|object)\b|@import|url\(|\bsrc=", rendered.html)


@pytest.mark.parametrize(("kind", "locale"), BOTH)
def test_quotations_open_as_the_language_does(kind: str, locale: str) -> None:
    rendered = mails(locale)[kind]
    for text in (rendered.text, heard(rendered.html)):
        assert text.count("“") == (text.count("”") if locale == "en" else 0)


@pytest.mark.parametrize(("kind", "locale"), BOTH)
def test_headings_step_down_one_at_a_time(kind: str, locale: str) -> None:
    levels = [int(h) for h in re.findall(r"<h(\d)", mails(locale)[kind].html)]
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize(("kind", "locale"), BOTH)
def test_a_link_is_told_by_its_text_alone(kind: str, locale: str) -> None:
    links = re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', mails(locale)[kind].html)
    assert all(text.strip() for _, text in links)
    addresses: dict[str, set[str]] = {}
    for address, text in links:
        addresses.setdefault(text, set()).add(address)
    assert {text for text, found in addresses.items() if len(found) > 1} == set()


def test_the_weekly_shows_fifteen_an_area_and_says_how_to_get_the_rest() -> None:
    rendered = mails("sv")["weekly"]
    text = " ".join(rendered.text.split())
    assert rendered.text.count("[möjlig träff]") + rendered.text.count("[stark träff]") == 15
    assert "och 10 till. Svara på brevet för hela listan." in text
    assert "bidragsvakt match --area heat" in text
    assert "1 utlysning är bortsorterad, eftersom en kommun inte kan delta." in text


def test_the_weekly_begins_with_what_is_most_urgent() -> None:
    text = " ".join(mails("sv")["weekly"].text.split())
    top = text[text.index("VIKTIGAST NU") : text.index("FJÄRRVÄRME")]
    assert "Sista dag om 12 dagar, 9 arbetsdagar kvar: Heat <for> all & everyone (LIFE-1)" in top
    assert "Sista dag flyttad från 20 januari 2027 till 11 februari 2027: Title of call 3" in top


def test_what_matters_to_decide_is_said_of_a_call() -> None:
    text = " ".join(mails("sv")["urgent"].text.split())
    for words in (
        "kommunen kan vara pilotplats; minst 3 partner från 3 länder; ansökan i ett steg",
        "egen insats minst 40 %: ungefär 15 till 22 miljoner kronor för alla parter tillsammans",
        "Kronor är räknade med 11,20 kronor per euro (1 november 2026).",
        "hinner besluta 3 december 2026; handlingar senast 26 november 2026",
        "9 arbetsdagar kvar",
    ):
        assert words in text


def test_a_change_is_told_before_and_after() -> None:
    text = " ".join(mails("sv")["changes"].text.split())
    assert "Sista dag Före: 20 januari 2027 Nu: 11 februari 2027" in text
    assert "Läge Före: kommande Nu: öppen för ansökan" in text
    assert "Stödets andel Före: okänt Nu: 60 %" in text
