"""Exports of public registers of projects, read into rows that can be compared with ours.

Known by their headings: Kohesio's projects, CORDIS' projects and organisations, and the answers of GDP 2.0's
``/ansokningar`` (JSON). ESF's projektbank, keep.eu and others publish no fixed layout that we know of: their columns
are named by whoever has the file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from watcher.errors import UsageError
from watcher.parse.gdpapplications import read_applications
from watcher.parse.spreadsheet import Row, read_rows
from watcher.rules import workfields
from watcher.rules.reconcile import Foreign, digits
from watcher.rules.sameamount import Amount, Means

LIMIT = 200 * 1024 * 1024
"""Bytes: CORDIS' file of organisations is tens of millions."""
AMOUNTS = {"total": Means.TOTAL, "eu": Means.EU, "public": Means.PUBLIC, "part_total": Means.PART_TOTAL,
           "part_eu": Means.PART_EU}  # fmt: skip
FIELDS = ("title", "reference", "organisation", "start", "end", *AMOUNTS, "currency")
"""What a column can be named as."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of export: which headings hold what. ``number`` reads its amounts."""

    name: str
    titles: tuple[str, ...]
    references: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    amounts: Mapping[str, Means] = field(default_factory=dict)
    currency: str = ""
    currency_in: str = ""
    number: Callable[[str], int] = lambda text: _decimal(text)


KNOWN = (
    Layout(
        name="Kohesio",
        titles=("Operation_Name_Programme_Language", "Operation_Name_English"),
        references=("Operation_Local_Identifier", "Operation_Unique_Identifier"),
        start="Operation_Start_Date",
        end="Operation_End_Date",
        amounts={"Total_Eligible_Expenditure_amount": Means.ELIGIBLE, "Project_EU_Budget": Means.EU},
        currency="EUR",  # Kohesio counts in euro, unless the column beside an amount says otherwise
        currency_in="Total_Eligible_Expenditure_Currency",
    ),
    Layout(
        name="CORDIS, organisationer",
        titles=("projectAcronym",),
        references=("projectID",),
        organisations=("organisationID", "vatNumber"),
        amounts={"ecContribution": Means.PART_EU, "totalCost": Means.PART_TOTAL},
        currency="EUR",
    ),
    Layout(
        name="CORDIS, projekt",
        titles=("title", "acronym"),
        references=("id",),
        start="startDate",
        end="endDate",
        amounts={"ecMaxContribution": Means.EU, "totalCost": Means.TOTAL},
        currency="EUR",
    ),
)


@dataclass(frozen=True, slots=True)
class Export:
    """A file's rows, the kind it was taken for, and what could not be read, by line and heading (Swedish)."""

    layout: str
    rows: tuple[Foreign, ...]
    unread: tuple[str, ...]


def read_export(content: bytes, name: str, columns: Mapping[str, str] | None = None, currency: str = "") -> Export:
    """The rows of an export. ``columns`` are the headings by field for a file of no known kind, ``currency`` that of
    its amounts. Raises ParseError for a file that cannot be read, UsageError for columns that are not in it."""
    if content.lstrip()[:1] in (b"[", b"{"):
        applications, faults = read_applications(content, name)
        return Export("GDP 2.0, ansökningar", tuple(applications), tuple(faults))
    headings, table = read_rows(content, name, LIMIT)
    layout = _named(headings, columns, currency, name) if columns else _known(headings, name)
    unread: list[str] = []
    return Export(layout.name, tuple(_foreign(row, layout, unread) for row in table), tuple(unread))


def _known(headings: Sequence[str], name: str) -> Layout:
    for layout in KNOWN:
        needed = {*layout.titles, *layout.references, *layout.organisations, *layout.amounts}
        if needed <= set(headings):
            return layout
    raise UsageError(
        f"{name}, rad 1: rubrikerna är inte Kohesios eller CORDIS'. Ange vad kolumnerna är med "
        f"--column FÄLT=RUBRIK. Fält: {', '.join(FIELDS)}. Rubriker: {', '.join(headings)}"
    )


def _named(headings: Sequence[str], columns: Mapping[str, str], currency: str, name: str) -> Layout:
    by_fold = {h.casefold(): h for h in headings}
    for wanted, heading in columns.items():
        if wanted not in FIELDS:
            raise UsageError(f"fältet {wanted!r} är okänt. Kända: {', '.join(FIELDS)}")
        if heading.casefold() not in by_fold:
            raise UsageError(f"{name}, rad 1: rubriken {heading!r} finns inte. Finns: {', '.join(headings)}")
    found = {wanted: by_fold[heading.casefold()] for wanted, heading in columns.items()}
    if "title" not in found and "reference" not in found:
        raise UsageError("ange åtminstone vilken kolumn som är title eller reference")
    return Layout(
        name="egna kolumner",
        titles=tuple(found[f] for f in ("title",) if f in found),
        references=tuple(found[f] for f in ("reference",) if f in found),
        organisations=tuple(found[f] for f in ("organisation",) if f in found),
        start=found.get("start", ""),
        end=found.get("end", ""),
        amounts={found[f]: means for f, means in AMOUNTS.items() if f in found},
        currency=currency.upper(),
        currency_in=found.get("currency", ""),
        number=lambda text: workfields.amount(text)[0],
    )


def _foreign(row: Row, layout: Layout, unread: list[str]) -> Foreign:
    def texts(headings: Sequence[str]) -> tuple[str, ...]:
        return tuple(text for h in headings if (text := row.cells.get(h, "")))

    return Foreign(
        line=row.line,
        titles=texts(layout.titles),
        references=texts(layout.references),
        organisations=frozenset(n for text in texts(layout.organisations) for n in _numbers(text)),
        start=_day(row, layout.start, unread),
        end=_day(row, layout.end, unread),
        amounts=tuple(_amounts(row, layout, unread)),
    )


def _amounts(row: Row, layout: Layout, unread: list[str]) -> Iterator[Amount]:
    currency = row.cells.get(layout.currency_in, "").upper() or layout.currency
    for heading, means in layout.amounts.items():
        if text := row.cells.get(heading, ""):
            try:
                yield Amount(means, layout.number(text), currency)
            except ValueError:
                unread.append(f"rad {row.line}, {heading}: {text!r} är inget belopp")


def _decimal(text: str) -> int:
    """``337478.50`` or ``337478,50``."""
    try:
        value = Decimal(text.replace(",", "."))
        return int(value.to_integral_value())
    except (InvalidOperation, OverflowError) as error:
        raise ValueError(text) from error


def _day(row: Row, heading: str, unread: list[str]) -> dt.date | None:
    """``2023-09-04`` or, as Kohesio writes it, ``04/09/2023``."""
    text = row.cells.get(heading, "")[:10] if heading else ""
    if not text:
        return None
    swapped = re.sub(r"^(\d{2})/(\d{2})/(\d{4})$", r"\3-\2-\1", text)
    try:
        return workfields.day(swapped)
    except ValueError:
        unread.append(f"rad {row.line}, {heading}: {text!r} är inget datum")
        return None


def _numbers(text: str) -> Iterator[str]:
    """The organisations' numbers in a cell: one, or several with commas or semicolons between."""
    for part in re.split(r"[,;|]", text):
        if len(number := digits(part)) >= 9:
            yield number
