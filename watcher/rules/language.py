"""The language a mail is written in: Swedish, or English for contacts who ask for it. Pure.

A language is a module of functions with the same names; phrases are written in Swedish where they are used, and the
English is looked up. One that the catalogue lacks is an error, so no mail is half and half.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from db.records import Deadline, Precision
from watcher.rules import english, swedish


class Language(Protocol):
    """What the modules of languages have in common; see ``rules.swedish`` for what each gives."""

    CODE: str

    def date_text(self, date: dt.date) -> str: ...
    def time_text(self, time: dt.time) -> str: ...
    def deadline_text(self, deadline: Deadline) -> str: ...
    def period_text(self, day: dt.date, precision: Precision) -> str: ...
    def days_left(self, date: dt.date, today: dt.date) -> str: ...
    def workdays_left(self, count: int) -> str: ...
    def number(self, value: int) -> str: ...
    def decimal(self, value: Decimal, places: int = 2) -> str: ...
    def amount(self, value: int, currency: str = "EUR") -> str: ...
    def plural(self, count: int, one: str, many: str) -> str: ...
    def joined(self, parts: Sequence[str]) -> str: ...
    def say(self, text: str, **values: object) -> str: ...


SWEDISH: Language = swedish
_ENGLISH: Language = english


def language(locale: str) -> Language:
    """The language of a contact's ``locale``; Swedish for anything but ``en``."""
    return _ENGLISH if locale == english.CODE else SWEDISH
