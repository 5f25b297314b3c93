"""Calls as jobs and desk read them: with the reason why a municipality cannot take part, worked out when read.

The reason is derived, not stored, so that a changed rule holds for all calls at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

import db.calls
from db.engine import Tx
from db.records import Call
from watcher.rules.eligibility import set_aside


def read_calls(
    tx: Tx, now: dt.datetime, *, closed: bool = False, ids: Collection[int] | None = None, with_text: bool = True
) -> list[Call]:
    """The calls not yet closed (all with ``closed``), in the order of their ids."""
    return [_judged(call) for call in db.calls.listing(tx, now, closed=closed, ids=ids, with_text=with_text)]


def find_call(tx: Tx, text: str) -> Call | None:
    """The call that a person means by an external id in any case or by a number."""
    call = db.calls.find(tx, text)
    return _judged(call) if call else None


def _judged(call: Call) -> Call:
    reason = set_aside(call.facts)
    return replace(call, set_aside=reason) if reason else call
