"""The kinds of source and each kind's own keys in sources.toml. A new kind is one entry here and one adapter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Check = Callable[[object], str | None]


@dataclass(frozen=True, slots=True)
class Option:
    """A key that only one kind has: its type, and what is wrong with a value (None when nothing is)."""

    type: type | tuple[type, ...]
    problem: Check = lambda _value: None


def _list_of(allowed: Callable[[str], bool], words: str) -> Check:
    def problem(value: object) -> str | None:
        fine = isinstance(value, list) and value and all(isinstance(v, str) and allowed(v) for v in value)
        return None if fine else f"ska vara en lista av {words}, inte {value!r}"

    return problem


_STATUSES = ("forthcoming", "open", "closed")

KINDS: dict[str, dict[str, Option]] = {
    "sedia": {
        "types": Option(list, _list_of(str.isdigit, 'koder, till exempel ["1", "8"]')),
        "statuses": Option(list, _list_of(lambda v: v in _STATUSES or v.isdigit(), f"{', '.join(_STATUSES)}")),
        "programmes": Option(list, _list_of(str.isdigit, 'programkoder, till exempel ["43252405"]')),
        "languages": Option(list, _list_of(lambda v: len(v) == 2 and v.isalpha(), 'språk, till exempel ["en"]')),
    },
    "feed": {},
}
