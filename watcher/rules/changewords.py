"""A changed fact as a sentence, or as before and after; nothing where no reader could see the difference. Pure.

Values are those of a revision: JSON as ``rules.changes.plain`` writes it, perhaps by an older version of the program.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from db.records import Change, Deadline, Precision, Revision
from watcher.rules.changes import TOLD
from watcher.rules.language import SWEDISH, Language
from watcher.rules.programmes import programme_name

STATUSES = {"forthcoming": "kommande", "open": "öppen för ansökan", "closed": "stängd"}
_WORDS = 220
"""Characters of an announcement that a mail shows; the rest is a click away."""
MONEY = {"total": "budgeten", "minimum": "minsta bidraget", "maximum": "högsta bidraget"}


@dataclass(frozen=True, slots=True)
class Difference:
    """What a fact is called, what it said and what it says."""

    name: str
    before: str
    after: str


def net_changes(revisions: Iterable[Revision]) -> tuple[Change, ...]:
    """A call's revisions, oldest first, as one change a told field: from the first old value to the last new one."""
    found: dict[str, Change] = {}
    for r in revisions:
        if r.field in TOLD:
            found[r.field] = Change(r.field, found[r.field].old if r.field in found else r.old, r.new)
    return tuple(c for c in found.values() if c.old != c.new)


def sentences(changes: Iterable[Change], lang: Language = SWEDISH) -> tuple[str, ...]:
    """``sista dag flyttad från 17 september 2026 till 1 oktober 2026`` and the like, without capital or full stop."""
    return tuple(s for c in changes if c.field in _WRITERS for s in _WRITERS[c.field](c.old, c.new, lang))


def differences(changes: Iterable[Change], lang: Language = SWEDISH) -> tuple[Difference, ...]:
    """Before and after, a row for each fact that a reader can see the difference of."""
    rows = (d for c in changes if c.field in _TABLES for d in _TABLES[c.field](c.old, c.new, lang))
    return tuple(d for d in rows if d.before != d.after)


def _deadlines(old: object, new: object, lang: Language) -> Sequence[str]:
    before, after = _dates(old, lang), _dates(new, lang)
    gone, come = [d for d in before if d not in after], [d for d in after if d not in before]
    if not gone and not come:
        return ()
    if len(gone) == len(come) == 1:
        return (lang.say("sista dag flyttad från {old} till {new}", old=gone[0], new=come[0]),)
    if not before:
        return (lang.say("sista dag nu känd: {new}", new=lang.joined(come)),)
    if not after:
        return (lang.say("sista dag inte längre angiven (var {old})", old=lang.joined(gone)),)
    parts = [lang.say("ny sista dag: {new}", new=lang.joined(come))] if come else []
    return (*parts, *([lang.say("sista dag struken: {old}", old=lang.joined(gone))] if gone else []))


def _deadline_rows(old: object, new: object, lang: Language) -> Sequence[Difference]:
    before, after = (lang.joined(_dates(value, lang)) or lang.say("okänd") for value in (old, new))
    return [Difference(lang.say("Sista dag"), before, after)]


def _dates(value: object, lang: Language) -> list[str]:
    items = value if isinstance(value, list | tuple) else ()
    return list(dict.fromkeys(text for item in items if isinstance(item, Mapping) and (text := _date(item, lang))))


def _date(item: Mapping[str, object], lang: Language) -> str:
    try:
        time = dt.time.fromisoformat(str(item["time"])) if item.get("time") else None
        zone, precision = str(item.get("zone") or "Europe/Brussels"), Precision(str(item.get("precision") or "day"))
        day, unsure = dt.date.fromisoformat(str(item["date"])), item.get("preliminary") is True
        return lang.deadline_text(Deadline(day, time, zone, None, precision, unsure))
    except (KeyError, ValueError):
        return ""


def _budget(old: object, new: object, lang: Language) -> Sequence[str]:
    return [
        lang.say("{name} ändrad från {old} till {new}" if d.name == lang.say("budgeten")
                 else "{name} ändrat från {old} till {new}", name=d.name, old=d.before, new=d.after)
        for d in _amounts(old, new, lang)
    ]  # fmt: skip


def _budget_rows(old: object, new: object, lang: Language) -> Sequence[Difference]:
    return [Difference(d.name[:1].upper() + d.name[1:], d.before, d.after) for d in _amounts(old, new, lang)]


def _amounts(old: object, new: object, lang: Language) -> list[Difference]:
    before = old if isinstance(old, Mapping) else {}
    after = new if isinstance(new, Mapping) else {}
    unknown = lang.say("okänt")

    def money(values: Mapping[str, object], key: str) -> str:
        value = values.get(key)
        return lang.amount(value, str(values.get("currency") or "EUR")) if isinstance(value, int) else unknown

    def count(values: Mapping[str, object]) -> str:
        value = values.get("expected_grants")
        return unknown if value is None else str(value)

    def rate(values: Mapping[str, object]) -> str:
        value = values.get("rate")
        return f"{value} %" if isinstance(value, int) else unknown

    pairs = [Difference(lang.say(name), money(before, key), money(after, key)) for key, name in MONEY.items()]
    pairs.append(Difference(lang.say("antalet projekt"), count(before), count(after)))
    pairs.append(Difference(lang.say("stödets andel"), rate(before), rate(after)))
    return [d for d in pairs if d.before != d.after]


def _status(old: object, new: object, lang: Language) -> Sequence[str]:
    before, after = STATUSES.get(str(old)), STATUSES.get(str(new))
    if not after:
        return ()
    if not before:
        return (lang.say("nu {new}", new=lang.say(after)),)
    return (lang.say("nu {new} (tidigare {old})", new=lang.say(after), old=lang.say(before)),)


def _status_rows(old: object, new: object, lang: Language) -> Sequence[Difference]:
    before, after = (lang.say(STATUSES.get(str(value), "okänt")) for value in (old, new))
    return [Difference(lang.say("Läge"), before, after)]


def _opening(old: object, new: object, lang: Language) -> Sequence[str]:
    before, after = _day(old, lang), _day(new, lang)
    return (lang.say("öppningsdag ändrad från {old} till {new}", old=before, new=after),) if before != after else ()


def _opening_rows(old: object, new: object, lang: Language) -> Sequence[Difference]:
    return [Difference(lang.say("Öppnar"), _day(old, lang), _day(new, lang))]


def _day(value: object, lang: Language) -> str:
    try:
        return lang.date_text(dt.date.fromisoformat(str(value)))
    except ValueError:
        return lang.say("okänd")


def _title(old: object, _new: object, lang: Language) -> Sequence[str]:
    return (lang.say("ny titel, tidigare ”{old}”", old=old),) if old else ()


def _title_rows(old: object, new: object, lang: Language) -> Sequence[Difference]:
    return [Difference(lang.say("Titel"), str(old), str(new))] if old and new else ()


def _eligibility(old: object, new: object, lang: Language) -> Sequence[str]:
    text = "villkoren för vem som kan söka har ändrats"
    return (lang.say(text if old and new else "villkoren har fyllts på eller tagits bort"),)


def _eligibility_rows(old: object, new: object, lang: Language) -> Sequence[Difference]:
    """The conditions are too long for a mail; that they differ is what there is to know."""
    (after,) = _eligibility(old, new, lang)
    return [Difference(lang.say("Vem som kan söka"), "–", after)]


def _updates(old: object, new: object, lang: Language) -> Sequence[str]:
    return [lang.say("nytt från källan: ”{words}”", words=words) for words in _new_words(old, new)]


def _update_rows(old: object, new: object, lang: Language) -> Sequence[Difference]:
    return [Difference(lang.say("Nytt från källan"), "–", f"”{words}”") for words in _new_words(old, new)]


def _new_words(old: object, new: object) -> list[str]:
    """The beginnings of what has been announced; what is taken back says nothing."""
    before, after = (value if isinstance(value, list | tuple) else () for value in (old, new))
    return [shorten(str(text), _WORDS, placeholder=" …") for text in after if text not in before]


def _programme(old: object, new: object, lang: Language) -> Sequence[str]:
    before, after = (programme_name(str(v) if v else None, lang) for v in (old, new))
    return (lang.say("programmet ändrat från {old} till {new}", old=before, new=after),) if before != after else ()


def _programme_rows(old: object, new: object, lang: Language) -> Sequence[Difference]:
    before, after = (programme_name(str(v) if v else None, lang) for v in (old, new))
    return [Difference(lang.say("Program"), before, after)]


def _action(old: object, new: object, lang: Language) -> Sequence[str]:
    before, after = (str(v) if v else lang.say("okänd") for v in (old, new))
    return (lang.say("typen av stöd ändrad från {old} till {new}", old=before, new=after),)


def _action_rows(old: object, new: object, lang: Language) -> Sequence[Difference]:
    before, after = (str(v) if v else lang.say("okänd") for v in (old, new))
    return [Difference(lang.say("Typ av stöd"), before, after)]


_WRITERS: Mapping[str, Callable[[object, object, Language], Sequence[str]]] = {
    "deadlines": _deadlines,
    "opening": _opening,
    "status": _status,
    "budget": _budget,
    "eligibility": _eligibility,
    "programme": _programme,
    "action_type": _action,
    "title": _title,
    "updates": _updates,
}
_TABLES: Mapping[str, Callable[[object, object, Language], Sequence[Difference]]] = {
    "deadlines": _deadline_rows,
    "opening": _opening_rows,
    "status": _status_rows,
    "budget": _budget_rows,
    "eligibility": _eligibility_rows,
    "programme": _programme_rows,
    "action_type": _action_rows,
    "title": _title_rows,
    "updates": _update_rows,
}
