"""What a reader finds in the weekly digest, in both parts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from db.records import Announcement, Band, Budget, Reason, Revision
from tests.letters import (
    ANNA,
    FULL,
    HOMES,
    LATER,
    NOW,
    READER,
    SOON,
    SOURCES,
    TOWN,
    call,
    match,
    material,
    weekly,
    writing,
)
from watcher.mail import render, view
from watcher.mail.callview import call_view, why
from watcher.mail.letterhead import letterhead, source_view
from watcher.mail.message import Rendered
from watcher.rules.announce import DigestContent, Memory, choose


def flat(text: str) -> str:
    return " ".join(text.split())


def words_of(html: str) -> str:
    """The HTML part as a reader hears it."""
    text = re.sub(r"<(title|style)>.*?</\1>", "", html, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", text)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", '"'), ("&#34;", '"')):
        text = text.replace(entity, sign)
    return flat(re.sub(r" ([.,:;])", r"\1", flat(text)))


def full() -> Rendered:
    return weekly(material([FULL], [match(1, band=Band.STRONG)]))


EVERYTHING = [
    "Heat <for> all & everyone",
    "stark träff",
    "Projects bring living labs to towns.",
    "5 december 2026 kl. 17.00",
    "om 12 dagar",
    "därefter 17 september 2027",
    "Horisont Europa",
    "12,5 miljoner euro totalt, 2 till 3 miljoner euro per projekt, räcker till ungefär 4 projekt",
    "stödet täcker upp till 60 % – egen insats minst 40 %",
    "HORIZON Innovation Actions (IA): nya lösningar prövas",
    "living labs = nya lösningar prövas i vardagen",
    "Handlar om: fjärrvärme, bostad",
    "Tekniska förvaltningen",
    "Sista dag inom 30 dagar",
    "EU-portalen: genomsökt 23 november 2026 kl. 07.00, 1 049 poster",
    "Interreg: genomsökt 23 november 2026 kl. 07.00, oförändrad sedan förra gången",
    "Vinnova: gick inte att nå 23 november 2026 kl. 07.00; senast genomsökt 20 november 2026 kl. 07.00",
    "Formas: svarade 23 november 2026 kl. 07.00, men svaret verkar ofullständigt; har ännu inte gått att genomsöka",
    "Boverket: gick inte att läsa 23 november 2026",
    "Tillväxtverket: inte genomsökt ännu",
    "2 källor genomsökta",
    "dan@example.org",
]


@pytest.mark.parametrize("part", EVERYTHING)
def test_both_parts_say_everything(part: str) -> None:
    rendered = full()
    assert part.casefold() in flat(rendered.text).casefold()
    assert part.casefold() in words_of(rendered.html).casefold()


def test_the_subject_has_the_week_and_the_number_of_new_calls() -> None:
    assert full().subject == "Veckobrev v. 48: 1 ny utlysning"
    two = weekly(material([call(1), call(2)], [match(1), match(2)]))
    assert two.subject == "Veckobrev v. 48: 2 nya utlysningar"


@pytest.mark.parametrize(
    ("frequency", "locale", "subject"),
    [
        ("weekly", "sv", "Veckobrev v. 48: 1 ny utlysning"),
        ("daily", "sv", "Dagsbrev 23 november 2026: 1 ny utlysning"),
        ("monthly", "sv", "Månadsbrev november 2026: 1 ny utlysning"),
        ("monthly", "en", "Monthly digest, November 2026: 1 new call"),
    ],
)
def test_a_digest_is_called_by_how_often_it_comes(frequency: str, locale: str, subject: str) -> None:
    reader = replace(READER, contact=replace(READER.contact, frequency=frequency, locale=locale))
    rendered = weekly(material([call(1)], [match(1)]), reader=reader, locale=locale)
    assert rendered.subject == subject
    assert subject.partition(":")[0].split()[0] in words_of(rendered.html)


def test_why_shows_the_swedish_words_beside_the_english() -> None:
    rendered = full()
    assert "Varför: fjärrvärmen – ”district heating”; bostäder – ”housing”; Life" in flat(rendered.text)
    assert '<span>fjärrvärmen</span> – ”<span lang="en">district heating</span>”' in rendered.html


def test_why_begins_with_the_words_that_weigh_most_together() -> None:
    single = Reason(0.2, "hus", "house", "hus", "term")
    shared = [Reason(0.15, "värme", "heat", "värme", "term"), Reason(0.1, "Värme", "heat", "uppvärmning", "near")]
    assert [(e.swedish, e.other) for e in why([single, *shared])] == [("värme", "heat"), ("hus", "house")]


def test_why_shows_once_what_the_area_says_and_a_mark_taught_as_well() -> None:
    taught = Reason(0.3, "hus", "house", "hus", "mark", mark="X-1")
    said = [Reason(0.2, "Hus", "House", "hus", "term"), Reason(0.1, "värme", "heat", "värme", "term")]
    assert [(e.swedish, e.other) for e in why([taught, *said])] == [("Hus", "House"), ("värme", "heat")]


def test_english_is_marked_and_swedish_is_not() -> None:
    assert re.search(r'<a [^>]*lang="en"[^>]*>Heat &lt;for&gt; all &amp; everyone</a>', full().html)
    swedish = weekly(material([call(1, language="sv", title="Trygga äldre")], [match(1)])).html
    assert "Trygga äldre</a>" in swedish
    assert 'lang="en"' not in swedish
    assert '<html lang="sv">' in swedish


@pytest.mark.parametrize(
    ("language", "told"), [("da", "på danska"), ("de", "på tyska; bara en del"), ("sv", ""), ("en", "")]
)
def test_a_language_that_is_not_bridged_wholly_is_told(language: str, told: str) -> None:
    rendered = weekly(material([call(1, language=language)], [match(1)]))
    for part in (flat(rendered.text), words_of(rendered.html)):
        assert (f"Språk utlysningen är {told}" if told else "") in part.replace("Språk:", "Språk")
        assert bool(told) == ("Språk" in part)


def test_the_other_sources_that_show_a_call_are_named() -> None:
    shown = replace(call(1), sources=("eu", "agency", "own"), origins={"url": "agency"})
    names = {"eu": "EU-portalen", "agency": "Myndigheten", "own": "Egna listan"}
    found = call_view(shown, match(1), replace(writing(), names=names))
    assert found.also == "Även på EU-portalen och Egna listan"
    assert call_view(call(1), match(1), replace(writing(), names=names)).also == ""
    content = choose(READER, material([shown], [match(1)]), Memory(), NOW)
    assert isinstance(content, DigestContent)
    told = replace(writing(), names=names)
    head = letterhead(TOWN, READER, SOURCES, ("", "dan@example.org"), told)
    rendered = render.rendered("weekly", view.weekly(content, head, told))
    for part in (flat(rendered.text), words_of(rendered.html)):
        assert "Även på EU-portalen och Egna listan" in part


def test_unknown_values_are_said_to_be_unknown() -> None:
    text = flat(weekly(material([call(1)], [match(1, reasons=())])).text)
    assert "Sista dag: okänd Okänt: medverkan, egen insats, budget och program" in text
    assert "Varför" not in text


def test_unread_values_are_shown_as_the_source_wrote_them() -> None:
    unread = {"deadlines": "31/02/2027", "budget": "see annex"}
    rendered = weekly(material([call(1, unread=unread)], [match(1)]))
    for part in (flat(rendered.text), words_of(rendered.html)):
        assert "okänd (källan skriver ”31/02/2027”)" in part
        assert "okänt (källan skriver ”see annex”)" in part


@pytest.mark.parametrize(
    ("budget", "text"),
    [
        (Budget(minimum=500_000), "minst 500 000 euro per projekt"),
        (Budget(maximum=500_000), "högst 500 000 euro per projekt"),
        (Budget(minimum=500_000, maximum=500_000), "500 000 euro per projekt"),
        (Budget(minimum=500_000, maximum=2_000_000), "500 000 euro till 2 miljoner euro per projekt"),
        (Budget("SEK", 20_000_000), "20 miljoner kronor totalt"),
        (Budget(total=0), "0 euro totalt"),
        (Budget(rate=100), "upp till 100 % – ingen egen insats krävs"),
    ],
)
def test_budgets_in_words(budget: Budget, text: str) -> None:
    assert text in flat(weekly(material([call(1, budget=budget)], [match(1)])).text)


def test_what_is_usual_is_told_as_usual_where_the_call_says_nothing() -> None:
    rendered = weekly(material([call(1, action_type="HORIZON Innovation Actions")], [match(1)]))
    for part in (flat(rendered.text), words_of(rendered.html)):
        assert "vanligen ingen för kommuner, minst 30 % för vinstdrivande bolag (programmets allmänna villkor)" in part
        assert "Okänt: medverkan, egen insats" not in part


def test_a_call_of_two_areas_is_written_out_once() -> None:
    rendered = weekly(material([call(1)], [match(1), match(1, HOMES, 0.2)]))
    assert rendered.text.count("[möjlig träff]") == 1
    assert "Passar också här: Title of call 1 – se under Fjärrvärme" in flat(rendered.text)
    assert "Passar också här: Title of call 1 – se under Fjärrvärme" in words_of(rendered.html)


def test_the_rest_of_a_first_digest_is_counted() -> None:
    rendered = weekly(material([call(n) for n in range(1, 14)], [match(n) for n in range(1, 14)]))
    assert "och 3 till" in rendered.text
    assert "och 3 till" in rendered.html
    assert rendered.text.count("[möjlig träff]") == 10
    assert rendered.subject.endswith("13 nya utlysningar")


def test_changed_and_vanished_calls() -> None:
    old, new = ([{"date": day, "time": None, "zone": "Europe/Brussels"}] for day in ("2027-01-20", "2027-02-11"))
    revisions = {1: [Revision(1, 1, "eu", "deadlines", old, new, NOW)]}
    vanished = replace(call(2, gone_since=NOW, deadlines=(SOON,)), last_seen=NOW - dt.timedelta(days=3))
    known = material([call(1), vanished], [match(2)], revisions)
    told = Memory([Announcement(ANNA.id, "new", n) for n in (1, 2)])
    rendered = weekly(known, told)
    for part in (flat(rendered.text), words_of(rendered.html)):
        assert "Sista dag flyttad från 20 januari 2027 till 11 februari 2027." in part
        assert "Sågs senast 20 november 2026. Senast kända sista dag: 5 december 2026." in part
        assert "om 12 dagar, 9 arbetsdagar kvar (syns inte längre i källan)" in part
    assert rendered.subject == "Veckobrev v. 48: inga nya utlysningar, 1 ändrad och 1 syns inte längre"


def test_text_lines_are_short_and_dates_stay_whole() -> None:
    lines = weekly(material([call(1, deadlines=(SOON, LATER))], [match(1)])).text.splitlines()
    assert all(len(line) <= 72 for line in lines if "https://" not in line)
    assert not [line for line in lines if re.search(r"(kl\.|\d december)$", line)]


def test_a_hostile_title_and_address_stay_text() -> None:
    bad = call(1, title='<script>alert("x")</script>\x1b[2J', url="javascript:alert(1)", summary="<img src=x>")
    html = weekly(material([bad], [match(1)])).html
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html
    assert "\x1b" not in html


def test_nothing_is_loaded_or_tracked() -> None:
    html = full().html
    assert not re.search(r"<(img|link|script|iframe|form|object)\b|@import|url\(|\bsrc=", html)
    assert set(re.findall(r'href="(https?://[^/"]+)', html)) == {"https://example.org"}


def test_the_html_is_styled_inline_and_has_a_dark_and_a_narrow_form() -> None:
    html = full().html
    assert re.search(r'<h1 style="[^"]*font-size: ?32px', html)
    assert "prefers-color-scheme: dark" in html.replace("prefers-color-scheme:dark", "prefers-color-scheme: dark")
    assert "max-width: 520px" in html.replace("max-width:520px", "max-width: 520px")
    assert html.index("charset") < 200, "browsers look for it in the first kilobyte"
    assert [int(h) for h in re.findall(r"<h(\d)", html)][:4] == [1, 2, 2, 3]


def test_the_quiet_mail_is_short_and_says_what_was_searched() -> None:
    head = letterhead(TOWN, READER, SOURCES, ("", "dan@example.org"), writing())
    rendered = render.rendered("quiet", view.QuietView(head, "4 veckor"))
    assert rendered.subject == "Veckobrev v. 48: inga nya träffar, 2 källor genomsökta"
    assert "Inga nya träffar, 2 källor genomsökta." in rendered.text
    assert "Inga nya träffar, 2 källor genomsökta." in words_of(rendered.html)
    assert "når du dan@example.org" in flat(rendered.text)


def test_a_source_that_is_silent_is_shown_as_troubled() -> None:
    silent = replace(SOURCES[0], trouble="inget nytt på 40 dagar, brukar komma var 7:e dag")
    shown = source_view(silent, writing())
    assert not shown.good
    assert shown.state.endswith("; inget nytt på 40 dagar, brukar komma var 7:e dag")
    assert source_view(SOURCES[0], writing()).good
