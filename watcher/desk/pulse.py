"""Whether the service lives, for what watches it from outside. Nothing personal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import db.leases
from db.engine import Database
from db.errors import DbError
from watcher.desk.leadership import NAME


@dataclass(frozen=True, slots=True)
class Pulse:
    """``seen`` is when the service last said that it serves; None when none does, or the database is out of reach."""

    database: bool
    seen: dt.datetime | None

    @property
    def well(self) -> bool:
        return self.database and self.seen is not None


def pulse(database: Database, now: dt.datetime) -> Pulse:
    """How it stands now. Never raises for a database that does not answer."""
    try:
        with database.read() as tx:
            return Pulse(True, db.leases.taken(tx, NAME, now))
    except DbError:
        return Pulse(False, None)
