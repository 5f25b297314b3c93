"""A strong match that somebody knows has other dates or another state: told the same day, before and after.

The mail counts as having told the changes; what a run did not tell is as untold to the next run.
"""

from __future__ import annotations

import datetime as dt

from watcher.jobs import lane
from watcher.jobs.deps import Deps
from watcher.jobs.lane import LaneReport, Letter, Reader
from watcher.mail import letters, render
from watcher.rules import lanes
from watcher.rules.lanes import Lane

CHANGES = "changes"


def run(deps: Deps, now: dt.datetime) -> LaneReport:
    """Queue a mail for everybody who knows a call that has changed so that it matters."""
    return lane.each(deps, now, CHANGES, draft)


def draft(deps: Deps, reader: Reader, now: dt.datetime) -> Letter | None:
    """The mail that the person would get now; None when nothing has changed."""
    found = lanes.notices(reader.addressee, reader.known.material, reader.memory, now)
    return written(deps, reader, found, now) if found else None


def written(deps: Deps, reader: Reader, found: Lane, now: dt.datetime) -> Letter:
    """The mail about these changes."""
    pen = lane.writing(deps, reader, now)
    shown = letters.changes(found.changed, lane.head(deps, reader, pen), pen)
    first = min((int(a.ref) for a in found.announcements), default=0)
    return Letter(CHANGES, lane.day_key(now, first, "r"), render.rendered(CHANGES, shown), found.announcements)
