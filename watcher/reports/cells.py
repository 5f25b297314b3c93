"""A report's values as people read them."""

from __future__ import annotations

import datetime as dt

from watcher.rules.paper import Bars, Cell, Grid
from watcher.rules.swedish import number

DASH = "–"


def shown(cell: Cell) -> str:
    """The value as text; unknown is a dash."""
    if cell is None:
        return DASH
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return number(cell) if isinstance(cell, int) else str(cell)


def as_grid(chart: Bars) -> Grid:
    """The table that stands beside a chart."""
    return Grid(chart.name, ("", chart.unit.capitalize()), chart.bars)
