"""The term list: Swedish terms of the municipal and EU-funding field, each with the English that calls use for it.

One file a field under ``data/terms``; a row is ``svensk term<TAB>english; english two<TAB>weight``. The weight, 1
unless given, says how much the term alone tells of a subject.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from matchers.errors import TermListError
from matchers.words import tokens


@dataclass(frozen=True, slots=True)
class Term:
    """A Swedish term in base form, its English words best first, its weight in (0, 1] and its field.

    ``own`` marks the coordinator's own terms, which stand above the shipped ones.
    """

    swedish: str
    english: tuple[str, ...]
    weight: float
    field: str
    own: bool = False


def parse(lines: Iterable[str], where: str, field: str) -> list[Term]:
    """Read the rows of one list. Raises TermListError naming file and line."""
    found: list[Term] = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            found.append(_row(line.rstrip("\r\n"), f"{where}:{number}", field))
    return found


def _row(line: str, where: str, field: str) -> Term:
    cells = [c.strip() for c in line.split("\t")]
    if len(cells) not in (2, 3) or not cells[0]:
        raise TermListError(f"{where}: en rad är 'svensk term<TAB>engelska; engelska två<TAB>vikt', inte {line!r}")
    english = tuple(part.strip() for part in cells[1].split(";") if part.strip())
    if not english or not tokens(cells[0]):
        raise TermListError(f"{where}: termen {cells[0]!r} har ingen översättning")
    return Term(cells[0].lower(), english, _weight(cells[2] if len(cells) == 3 else "1", where), field)


def _weight(text: str, where: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = 0.0
    if not 0 < weight <= 1:
        raise TermListError(f"{where}: vikten ska vara ett tal över 0 och högst 1, inte {text!r}")
    return weight


def refuse_doubles(terms: Iterable[Term]) -> None:
    """Raises TermListError when a Swedish term stands twice: the second would silently win."""
    seen: dict[str, str] = {}
    for term in terms:
        if term.swedish in seen:
            raise TermListError(f"termen {term.swedish!r} står både i {seen[term.swedish]} och {term.field}")
        seen[term.swedish] = term.field


@cache
def shipped() -> tuple[Term, ...]:
    """The list that comes with the package, all fields."""
    folder = files("matchers") / "data" / "terms"
    terms: list[Term] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".tsv"):
            text = entry.read_text(encoding="utf-8")
            terms += parse(text.splitlines(), entry.name, entry.name.removesuffix(".tsv"))
    refuse_doubles(terms)
    return tuple(terms)
