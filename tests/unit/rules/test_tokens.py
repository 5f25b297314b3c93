"""Tokens: one purpose, one person, an end; and one error whatever is wrong."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.letters import NOW
from watcher.errors import TokenError
from watcher.rules.tokens import LASTS, Grant, Purpose, read, sign

NEW, OLD = "n" * 32, "o" * 32
GRANT = Grant(Purpose.TAKE, "town", "anna", 17, "soker")
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_token_gives_back_what_was_granted_until_it_ends(purpose: Purpose) -> None:
    grant = Grant(purpose, "town", "åsa@växjö.example", 3, "ja")
    token = sign([NEW], grant, NOW)
    assert read([NEW], purpose, token, NOW + LASTS[purpose] - SECOND) == grant
    with pytest.raises(TokenError):
        read([NEW], purpose, token, NOW + LASTS[purpose])


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.TAKE])
def test_a_token_opens_nothing_else(purpose: Purpose) -> None:
    with pytest.raises(TokenError):
        read([NEW], purpose, sign([NEW], GRANT, NOW), NOW)


def test_a_token_of_an_old_key_is_good_as_long_as_the_key_is_there() -> None:
    token = sign([OLD], GRANT, NOW)
    assert read([NEW, OLD], Purpose.TAKE, token, NOW) == GRANT
    assert sign([NEW, OLD], GRANT, NOW) == sign([NEW], GRANT, NOW)
    with pytest.raises(TokenError):
        read([NEW], Purpose.TAKE, token, NOW)


def test_the_same_mail_gets_the_same_token() -> None:
    assert sign([NEW], GRANT, NOW) == sign([NEW], GRANT, NOW)


def test_every_fault_is_told_alike() -> None:
    token = sign([NEW], GRANT, NOW)
    told = set()
    for wrong in ("", "x", token[:-1], token[1:], token + "x", token.replace(".", ""), "ö" * 20, "." * 50, "a" * 5_000):
        with pytest.raises(TokenError) as error:
            read([NEW], Purpose.TAKE, wrong, NOW)
        told.add(str(error.value))
    with pytest.raises(TokenError) as error:
        read([NEW], Purpose.TAKE, token, NOW + dt.timedelta(days=999))
    assert told == {str(error.value)}


@given(st.text(max_size=300))
def test_no_text_is_a_token(text: str) -> None:
    with pytest.raises(TokenError):
        read([NEW], Purpose.UNSUBSCRIBE, text, NOW)


@settings(max_examples=1000)
@given(st.integers(min_value=0), st.characters(codec="ascii") | st.sampled_from("+/=-_"))
def test_no_letter_can_be_changed(at: int, letter: str) -> None:
    token = sign([NEW], GRANT, NOW)
    at %= len(token) - 1  # the last letter of base64 has bits that mean nothing
    changed = token[:at] + letter + token[at + 1 :]
    if changed != token:
        with pytest.raises(TokenError):
            read([NEW], Purpose.TAKE, changed, NOW)
