"""One service at a time: a lease in the database that must be prolonged, so that a killed service does not keep it."""

from __future__ import annotations

import datetime as dt

import db.leases
from db.engine import Database

NAME = "serve"
LENGTH = dt.timedelta(seconds=90)


def take(database: Database, owner: str, now: dt.datetime) -> bool:
    """Become or stay the one that serves. False while another does."""
    with database.write() as tx:
        return db.leases.take(tx, NAME, owner, now, now + LENGTH)


def release(database: Database, owner: str) -> None:
    """Let the next one in at once."""
    with database.write() as tx:
        db.leases.release(tx, NAME, owner)
