"""A strong match that opens or closes within ten working days does not wait for the weekly digest.

The mail counts as the announcement of its calls. Nothing is remembered beside the ledger: what a run would have told
and did not is as new to the next run.
"""

from __future__ import annotations

import datetime as dt

from watcher.jobs import lane
from watcher.jobs.deps import Deps
from watcher.jobs.digest_draft import URGENT
from watcher.jobs.lane import LaneReport, Letter, Reader
from watcher.mail import letters, render
from watcher.rules import lanes
from watcher.rules.lanes import Lane


def run(deps: Deps, now: dt.datetime) -> LaneReport:
    """Queue a mail for everybody who has something urgent that is new to them."""
    return lane.each(deps, now, URGENT, draft)


def draft(deps: Deps, reader: Reader, now: dt.datetime) -> Letter | None:
    """The mail that the person would get now; None when nothing is urgent."""
    found = lanes.urgent(reader.addressee, reader.known.material, reader.memory, now)
    return written(deps, reader, found, now) if found else None


def written(deps: Deps, reader: Reader, found: Lane, now: dt.datetime) -> Letter:
    """The mail about these calls."""
    ids = [n.call.id for n in found.near]
    pen = lane.writing(deps, reader, now, ids)
    shown = letters.urgent(found.near, lane.head(deps, reader, pen), pen)
    key = lane.day_key(now, min(ids), "c")
    return Letter(URGENT, key, render.rendered(URGENT, shown), found.announcements)
