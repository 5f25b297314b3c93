"""A changed fact as a Swedish sentence; nothing where the difference is none that a reader could see. Pure.

Values are those of a revision: JSON as ``rules.changes.plain`` writes it, perhaps by an older version of the program.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from db.records import Change, Deadline, Precision, Revision
from watcher.rules.changes import TOLD
from watcher.rules.programmes import swedish_name
from watcher.rules.swedish import amount, date_text, deadline_text, joined

_STATUSES = {"forthcoming": "kommande", "open": "öppen för ansökan", "closed": "stängd"}
_MONEY = {"total": "budgeten", "minimum": "minsta bidraget", "maximum": "högsta bidraget"}


def net_changes(revisions: Iterable[Revision]) -> tuple[Change, ...]:
    """A call's revisions, oldest first, as one change a told field: from the first old value to the last new one."""
    found: dict[str, Change] = {}
    for r in revisions:
        if r.field in TOLD:
            found[r.field] = Change(r.field, found[r.field].old if r.field in found else r.old, r.new)
    return tuple(c for c in found.values() if c.old != c.new)


def sentences(changes: Iterable[Change]) -> tuple[str, ...]:
    """``sista dag flyttad från 17 september 2026 till 1 oktober 2026`` and the like, without capital or full stop."""
    return tuple(s for c in changes if c.field in _WRITERS for s in _WRITERS[c.field](c.old, c.new))


def _deadlines(old: object, new: object) -> Sequence[str]:
    before, after = _dates(old), _dates(new)
    gone, come = [d for d in before if d not in after], [d for d in after if d not in before]
    if not gone and not come:
        return ()
    if len(gone) == len(come) == 1:
        return (f"sista dag flyttad från {gone[0]} till {come[0]}",)
    if not before:
        return (f"sista dag nu känd: {joined(come)}",)
    if not after:
        return (f"sista dag inte längre angiven (var {joined(gone)})",)
    parts = [f"ny sista dag: {joined(come)}"] if come else []
    return (*parts, *([f"sista dag struken: {joined(gone)}"] if gone else []))


def _dates(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else ()
    return list(dict.fromkeys(text for item in items if isinstance(item, Mapping) and (text := _date(item))))


def _date(item: Mapping[str, object]) -> str:
    try:
        time = dt.time.fromisoformat(str(item["time"])) if item.get("time") else None
        zone, precision = str(item.get("zone") or "Europe/Brussels"), Precision(str(item.get("precision") or "day"))
        day, unsure = dt.date.fromisoformat(str(item["date"])), item.get("preliminary") is True
        return deadline_text(Deadline(day, time, zone, None, precision, unsure))
    except (KeyError, ValueError):
        return ""


def _budget(old: object, new: object) -> Sequence[str]:
    before = old if isinstance(old, Mapping) else {}
    after = new if isinstance(new, Mapping) else {}

    def money(values: Mapping[str, object], key: str) -> str:
        value = values.get(key)
        return amount(value, str(values.get("currency") or "EUR")) if isinstance(value, int) else "okänt"

    pairs = [(name, money(before, key), money(after, key)) for key, name in _MONEY.items()]
    pairs.append(("antalet projekt", _known(before.get("expected_grants")), _known(after.get("expected_grants"))))
    pairs.append(("stödets andel", _rate(before), _rate(after)))
    return [f"{name} ändrad från {a} till {b}" if name == "budgeten" else f"{name} ändrat från {a} till {b}"
            for name, a, b in pairs if a != b]  # fmt: skip


def _rate(values: Mapping[str, object]) -> str:
    rate = values.get("rate")
    return f"{rate} %" if isinstance(rate, int) else "okänt"


def _known(value: object) -> str:
    return "okänt" if value is None else str(value)


def _status(old: object, new: object) -> Sequence[str]:
    before, after = _STATUSES.get(str(old)), _STATUSES.get(str(new))
    if not after:
        return ()
    return (f"nu {after}" + (f" (tidigare {before})" if before else ""),)


def _opening(old: object, new: object) -> Sequence[str]:
    before, after = _day(old), _day(new)
    return (f"öppningsdag ändrad från {before} till {after}",) if before != after else ()


def _day(value: object) -> str:
    try:
        return date_text(dt.date.fromisoformat(str(value)))
    except ValueError:
        return "okänd"


def _title(old: object, _new: object) -> Sequence[str]:
    return (f"ny titel, tidigare ”{old}”",) if old else ()


def _eligibility(old: object, new: object) -> Sequence[str]:
    return (
        "villkoren för vem som kan söka har ändrats" if old and new else "villkoren har fyllts på eller tagits bort",
    )


def _programme(old: object, new: object) -> Sequence[str]:
    before, after = (swedish_name(str(v) if v else None) for v in (old, new))
    return (f"programmet ändrat från {before} till {after}",) if before != after else ()


def _action(old: object, new: object) -> Sequence[str]:
    return (f"typen av stöd ändrad från {old or 'okänd'} till {new or 'okänd'}",)


_WRITERS: Mapping[str, Callable[[object, object], Sequence[str]]] = {
    "deadlines": _deadlines,
    "opening": _opening,
    "status": _status,
    "budget": _budget,
    "eligibility": _eligibility,
    "programme": _programme,
    "action_type": _action,
    "title": _title,
}
