"""A report as its parts, whatever it is written to: headings, texts, tables, charts and gaps. Texts are Swedish."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Cell = str | int | float | dt.date | None
"""``None`` is *unknown* and is shown as a dash."""


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is a chapter, 2 a part of it; the title of the whole is no heading."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a header row; ``name`` is a short title of its own, also of its sheet. Never without rows."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: names with whole numbers, and what the numbers count. The figures stand beside it as a table."""

    name: str
    unit: str
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What nobody has filled in yet."""

    missing: tuple[str, ...]


Block = Heading | Text | Grid | Bars | Gaps


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report. ``made`` is the day it was made, in Sweden."""

    title: str
    subtitle: str
    made: dt.date
    blocks: tuple[Block, ...]
