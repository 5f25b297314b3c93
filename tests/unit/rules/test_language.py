"""English is complete: every phrase of the house has its English, and no template has words of its own."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

import watcher
from db.records import Deadline
from watcher.mail import callview
from watcher.rules import changewords, english, swedish
from watcher.rules.language import language
from watcher.rules.phrases import ENGLISH, PLURALS

HOUSE = Path(watcher.__file__).parent
TEMPLATES = HOUSE / "mail" / "templates"
SWEDISH_ONLY = ("alert", "summary")
"""Mails to the coordinator, who is written to in Swedish."""
FIELD = re.compile(r"\{\w+\}")


def calls_of(name: str) -> Iterator[ast.Call]:
    for path in (*HOUSE.glob("mail/*.py"), *HOUSE.glob("rules/*.py"), *HOUSE.glob("jobs/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                yield node


def texts(node: ast.expr) -> set[str]:
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def templates() -> list[Path]:
    return [p for p in sorted(TEMPLATES.glob("*/*")) if p.parent.name not in SWEDISH_ONLY]


def said_in(path: Path) -> set[str]:
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    calls = [c for c in tree.find_all(nodes.Call) if isinstance(c.node, nodes.Name) and c.node.name in ("t", "label")]
    return {c.args[0].value for c in calls if isinstance(c.args[0], nodes.Const)}


def test_every_phrase_that_is_said_has_its_english() -> None:
    said = {text for call in calls_of("say") for text in texts(call.args[0])}
    said |= {text for path in templates() for text in said_in(path)}
    assert len(said) > 100
    assert said - ENGLISH.keys() == set()


def test_every_word_that_is_looked_up_has_its_english() -> None:
    tables = (callview.BANDS, callview.ROLES, callview.STAGES, changewords.STATUSES, changewords.MONEY)
    assert {word for table in tables for word in table.values()} - ENGLISH.keys() == set()


def test_every_count_has_its_english() -> None:
    asked = {
        (one.value, many.value)
        for call in calls_of("plural")
        if len(call.args) == 3
        for one, many in [call.args[1:]]
        if isinstance(one, ast.Constant) and isinstance(many, ast.Constant)
    }
    assert len(asked) > 10
    assert asked - PLURALS.keys() == set()


@pytest.mark.parametrize("text", ENGLISH)
def test_both_languages_put_in_the_same_values(text: str) -> None:
    assert sorted(FIELD.findall(text)) == sorted(FIELD.findall(ENGLISH[text]))


@pytest.mark.parametrize("path", templates(), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_templates_have_no_words_of_their_own(path: Path) -> None:
    text = re.sub(r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
    text = re.sub(r"<!DOCTYPE[^>]*>|<[^>]*>| lang=\"\"", "", text)
    assert re.findall(r"[^\W\d_]+", text) in ([], ["Bidragsvakt"])


def test_a_phrase_that_is_lacking_is_an_error_and_never_left_in_swedish() -> None:
    with pytest.raises(KeyError):
        english.say("Hej på dig")
    with pytest.raises(KeyError):
        english.plural(2, "hund", "hundar")


def test_dates_amounts_and_counts_in_english() -> None:
    assert english.date_text(dt.date(2026, 9, 17)) == "17 September 2026"
    assert english.deadline_text(Deadline(dt.date(2026, 9, 17), dt.time(17))) == "17 September 2026 at 17:00"
    assert english.deadline_text(Deadline(dt.date(2026, 9, 17), dt.time(17), "UTC")).endswith("at 17:00 (UTC)")
    assert english.amount(2_500_000) == "2.5 million euros"
    assert english.amount(1_234_567, "SEK") == "1,234,567 kronor"
    assert english.plural(1, "land", "länder") == "1 country"
    assert english.plural(1200, "land", "länder") == "1,200 countries"
    assert [english.days_left(dt.date(2026, 9, n), dt.date(2026, 9, 2)) for n in (1, 2, 3, 4)] == [
        "has passed", "today", "tomorrow", "in 2 days",
    ]  # fmt: skip
    assert (english.workdays_left(1), swedish.workdays_left(9)) == ("1 working day left", "9 arbetsdagar kvar")
    assert (english.decimal(Decimal("11.2")), swedish.decimal(Decimal("11.2"))) == ("11.20", "11,20")
    assert english.joined(["a", "b", "c"]) == "a, b and c"


def test_only_those_who_ask_get_english() -> None:
    assert [language(locale).CODE for locale in ("sv", "en", "de")] == ["sv", "en", "sv"]
