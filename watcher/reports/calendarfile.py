"""A calendar of deadlines that any calendar program subscribes to (RFC 5545). The only home of icalendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from watcher.reports.entries import Appointment


def write(name: str, found: Iterable[Appointment], now: dt.datetime) -> bytes:
    """The file. A day that is not sure is tentative, of the category ESTIMATED, and says so in its title."""
    calendar = Calendar()
    calendar.add("prodid", "-//Bidragsvakt//Deadlines//SV")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", dt.timedelta(hours=12), parameters={"VALUE": "DURATION"})
    for appointment in found:
        calendar.add_component(_event(appointment, now))
    return bytes(calendar.to_ical())


def _event(found: Appointment, now: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{found.key}@bidragsvakt")
    event.add("dtstamp", now)
    event.add("dtstart", found.at or found.day)
    event.add("summary", f"Sista dag{'' if found.sure else ' (osäker)'}: {found.title}")
    event.add("description", f"{found.words}. Kontrollera alltid hos källan.")
    event.add("status", "CONFIRMED" if found.sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    if not found.sure:
        event.add("categories", ["ESTIMATED"])
    if found.url:
        event.add("url", found.url)
    return event
