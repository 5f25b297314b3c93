"""The question put to the search API, in the one form it does not silently ignore.

Parts of multipart/form-data, each with content type application/json. Plain form fields are answered with a 500; a
query in the address or as a JSON body is accepted and ignored, and everything comes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PAGE_SIZE = 100
"""Rows a page, whatever is asked for (observed)."""
WINDOW = 10_000
"""Rows that one query can give (observed); more must be told, they cannot be fetched."""

STATUS_CODES = {"forthcoming": "31094501", "open": "31094502", "closed": "31094503"}
SORT = {"order": "DESC", "field": "startDate"}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are asked for; codes as the portal's strings. No programmes means all."""

    types: tuple[str, ...] = ("1", "8")
    statuses: tuple[str, ...] = ("31094501", "31094502")
    programmes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)

    @staticmethod
    def from_options(options: Mapping[str, object]) -> Filter:
        """From a source's own settings, where statuses are words and the rest are codes."""
        default = Filter()
        return Filter(
            types=_texts(options, "types") or default.types,
            statuses=tuple(STATUS_CODES.get(s, s) for s in _texts(options, "statuses")) or default.statuses,
            programmes=_texts(options, "programmes"),
            languages=_texts(options, "languages") or default.languages,
        )


def _texts(options: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = options.get(name)
    return tuple(str(v) for v in value) if isinstance(value, Sequence) and not isinstance(value, str) else ()


def parts(wanted: Filter) -> dict[str, object]:
    """The JSON parts of the request, by name."""
    must = [{"terms": {"type": list(wanted.types)}}, {"terms": {"status": list(wanted.statuses)}}]
    if wanted.programmes:
        must.append({"terms": {"frameworkProgramme": list(wanted.programmes)}})
    return {"query": {"bool": {"must": must}}, "languages": list(wanted.languages), "sort": SORT}


def params(page: int) -> dict[str, str]:
    """The address parameters of a page, counted from 1."""
    return {"apiKey": "SEDIA", "text": "***", "pageSize": str(PAGE_SIZE), "pageNumber": str(page)}


def inside(metadata: Mapping[str, Sequence[object]], wanted: Filter) -> bool:
    """Whether a row is what was asked for. A field that the row lacks cannot speak against it."""
    checks = (
        ("type", wanted.types),
        ("status", wanted.statuses),
        ("frameworkProgramme", wanted.programmes),
    )
    return all(
        not allowed or not metadata.get(name) or any(str(v) in allowed for v in metadata[name])
        for name, allowed in checks
    )
