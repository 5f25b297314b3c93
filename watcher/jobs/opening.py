"""A strong match that is shown to a department for the first time opens its consideration."""

from __future__ import annotations

import datetime as dt

import db.considerations
from db.records import Band
from db.transaction import Tx
from watcher.rules.announce import DigestContent
from watcher.rules.considering import opened_for


def open_shown(tx: Tx, organisation_id: str, content: DigestContent, now: dt.datetime) -> int:
    """Open what the digest shows as strong, one for each department, call and cut-off; how many were new.

    Calls that are only counted, and those in a line under a similar one, are not shown.
    """
    shown = {
        (news.department.id, item.call.id): item.call
        for news in content.news
        for item in news.items
        if item.match.band is Band.STRONG
    }
    opened = [
        db.considerations.open_new(tx, opened_for(organisation_id, department_id, call_id, call.facts, now))
        for (department_id, call_id), call in shown.items()
    ]
    return sum(number is not None for number in opened)
