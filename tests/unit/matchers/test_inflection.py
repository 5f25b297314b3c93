"""Swedish inflection and compounds."""

from __future__ import annotations

import pytest

from matchers.bridge import default_bridge
from matchers.compounds import Splitter
from matchers.inflection import base_forms

KNOWN = {
    "avlopp", "rening", "verk", "äldre", "omsorg", "verksamhet", "flerbostad", "bostad", "hus", "stad", "del", "sjö",
    "kvinna", "jour", "gata", "belysning", "koldioxid", "infångning", "fritid", "gård", "barn", "familj", "hem",
    "skola", "el", "nät", "arbete", "marknad", "dag", "vatten", "lösning", "flera", "park", "politik", "cykel",
    "ungdom", "kultur", "lära", "lärare", "invånare", "bil",
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("sjöar", "sjö"), ("sjöarna", "sjö"), ("städer", "stad"), ("bostäder", "bostad"), ("skolor", "skola"),
        ("skolornas", "skola"), ("verksamheterna", "verksamhet"), ("cyklar", "cykel"), ("hemmet", "hem"),
        ("arbetet", "arbete"), ("arbeten", "arbete"), ("parkerna", "park"), ("gatorna", "gata"), ("dagen", "dag"),
        ("ungdomars", "ungdom"), ("husets", "hus"), ("kvinnornas", "kvinna"), ("marknaden", "marknad"),
        ("lärarna", "lärare"), ("lärarnas", "lärare"), ("invånarnas", "invånare"), ("bilarnas", "bil"),
    ],
)  # fmt: skip
def test_inflected_words_find_their_base(word: str, base: str) -> None:
    assert base in base_forms(word)
    assert Splitter(KNOWN).base(word) == base


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("avloppsreningsverk", ("avlopp", "rening", "verk")),
        ("äldreomsorgsverksamhet", ("äldre", "omsorg", "verksamhet")),
        ("koldioxidinfångning", ("koldioxid", "infångning")),
        ("fritidsgårdsverksamheten", ("fritid", "gård", "verksamhet")),
        ("kvinnojouren", ("kvinna", "jour")),
        ("gatubelysning", ("gata", "belysning")),
        ("familjehem", ("familj", "hem")),
        ("elnätet", ("el", "nät")),
        ("arbetsmarknaden", ("arbete", "marknad")),
        ("dagvattenlösningar", ("dag", "vatten", "lösning")),
        ("stadsdelar", ("stad", "del")),
        ("skolpolitik", ("skola", "politik")),
    ],
)  # fmt: skip
def test_compounds_fall_into_known_words(word: str, parts: tuple[str, ...]) -> None:
    assert Splitter(KNOWN).parts(word) == parts


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("aktivitet", {"aktiv", "it"}),  # "it" begins compounds and ends none
        ("samarbete", {"same", "arbete"}),
        ("arbetsförmedling", {"arbete", "förmedling"}),  # the authority, no mediator
    ],
)
def test_what_only_looks_like_a_compound_is_left_whole(word: str, known: set[str]) -> None:
    assert Splitter(known).parts(word) == ()


def test_the_shipped_list_shows_no_part_that_means_something_else() -> None:
    wrong = {"odlingslott": "slott", "livscykel": "cykel", "transmissionen": "trans", "vägledning": "väg"}
    for word, part in wrong.items():
        assert f"term:{part}" not in {hit.concept for hit in default_bridge().swedish(word)}, word


def test_two_letters_before_a_word_make_no_compound() -> None:
    assert Splitter({"vilt"}).tail("civilt") is None
    assert Splitter({"verk"}).tail("kraftverk") == "verk"
    assert Splitter({"öring"}).tail("överföring") is None


def test_parts_that_stand_as_they_are_come_first() -> None:
    assert Splitter({"forte", "fort", "bildning"}).parts("fortbildning") == ("fort", "bildning")
    assert Splitter({"samt", "same", "by"}).parts("sameby") == ("same", "by")


def test_what_cannot_be_split_wholly_is_not_split() -> None:
    split = Splitter(KNOWN)
    assert split.parts("sandviksverket") == ()
    assert split.tail("sandviksverket") == "verk"
    assert split.parts("xyzzy") == ()
    assert split.tail("xyzzy") is None


def test_absurdly_long_words_are_left_alone() -> None:
    assert Splitter(KNOWN).parts("barn" * 5000) == ()
