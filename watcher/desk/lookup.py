"""From what a person writes to what they mean: a call by its id, an area by its own."""

from __future__ import annotations

from collections.abc import Sequence

from db.records import Area, Call, Organisation
from db.transaction import Tx
from watcher.errors import NotFound
from watcher.jobs.callbook import find_call


def call_of(tx: Tx, text: str) -> Call:
    """The call with this external id, in any case, or this number. Raises NotFound."""
    call = find_call(tx, text)
    if call is None:
        raise NotFound(f"utlysningen {text!r} finns inte")
    return call


def area_of(organisations: Sequence[Organisation], area_id: str) -> tuple[Organisation, Area]:
    """The area with this id, in any case, and whose it is. Raises NotFound with the known ones."""
    known = [(o, a) for o in organisations for d in o.departments for a in d.areas]
    for organisation, area in known:
        if area.id.casefold() == area_id.casefold():
            return organisation, area
    names = ", ".join(a.id for _, a in known) or "inga alls, läs in en kommun med: bidragsvakt org import FIL"
    raise NotFound(f"utvecklingsområdet {area_id!r} finns inte. Kända: {names}")


def organisation_of(organisations: Sequence[Organisation], organisation_id: str | None) -> Organisation:
    """The organisation with this id; without one, the only one there is. Raises NotFound."""
    found = [o for o in organisations if organisation_id in (None, o.id)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(o.id for o in organisations) or "inga alls, läs in en med: bidragsvakt org import FIL"
    wanted = f"kommunen {organisation_id!r} finns inte" if organisation_id else "ange vilken kommun med --org"
    raise NotFound(f"{wanted}. Kända: {names}")
