"""Find the calls that say nearly the same, only when a call has come, gone or changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import db.calls
import db.neighbours
from db.records import Call
from watcher.jobs.deps import Deps


def refresh(deps: Deps, calls: Sequence[Call], now: dt.datetime) -> bool:
    """Compare the calls not yet closed (``calls``, their texts not needed); False when they are as last time."""
    state = {c.id: c.content_hash for c in calls}
    with deps.database.read() as tx:
        if db.neighbours.compared(tx) == state:
            return False
        whole = db.calls.listing(tx, now)
    near = _near(whole)
    with deps.database.write() as tx:
        # A call may have been taken away while the texts were compared: only what is still there is stored.
        there = {c.id: c.content_hash for c in db.calls.listing(tx, now, with_text=False)}
        db.neighbours.replace(tx, {c.id: c.content_hash for c in whole if c.id in there}, near)
    return True


def _near(calls: Sequence[Call]) -> dict[int, list[int]]:
    from matchers.neighbours import neighbours  # scikit-learn takes over a second to load
    from watcher.jobs.match import document

    return {int(i): [int(o) for o in others] for i, others in neighbours([document(c) for c in calls]).items()}
