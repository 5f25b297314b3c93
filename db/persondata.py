"""What is stored of one person, wherever it is, and forgetting what nothing obliges us to keep."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, String, Table, and_, cast, delete, false, func, or_, select, true, update

import db.digests
from db.personal import PERSONAL
from db.privacyrecords import GONE, DataKind, Identity, Personal, Role
from db.records import MailState
from db.sqlite import overwrite_deleted
from db.tables import metadata
from db.tables.considerations import considerations
from db.tables.digests import mail_bodies, mails
from db.tables.feeds import feed_tokens
from db.tables.marks import marks
from db.tables.organisations import contacts, department_contacts, organisations
from db.tables.pauses import recipient_pauses
from db.tables.projects import activities, applications, projects, work_changes
from db.tables.standings import contact_standings
from db.transaction import Tx

MASK = "‹annan person›"
_IDS = (Role.ID, Role.BY)
_LOOKED_THROUGH = (Role.TEXT, Role.BODY)


def pairs(tx: Tx, organisation_id: str) -> set[tuple[str, str]]:
    """Every contact's id with every address that mail or a word about mail has had for it, in lower case."""
    found: set[tuple[str, str]] = set()
    for table in (mails, contact_standings):
        mine = table.c.organisation_id == organisation_id, table.c.address != ""
        rows = tx.connection.execute(select(table.c.contact_id, table.c.address).where(*mine).distinct())
        found |= {(row.contact_id.casefold(), row.address.casefold()) for row in rows}
    return found


def about(tx: Tx, organisation_id: str, who: Identity) -> dict[DataKind, dict[str, list[dict[str, Any]]]]:
    """Every row about the person by kind and table; what the same row says of somebody else is masked."""
    found: dict[DataKind, dict[str, list[dict[str, Any]]]] = defaultdict(dict)
    for table, entries in _tables():
        query = select(table).where(_of_organisation(table, organisation_id), _condition(table, entries, who))
        rows = [_shown(dict(row), entries, who) for row in tx.connection.execute(query).mappings()]
        if rows:
            found[entries[0].kind][table.name] = rows
    return dict(found)


def mentions(tx: Tx, organisation_id: str, who: Identity) -> list[tuple[str, str, str]]:
    """Texts that hold the person's name or address in rows that are not theirs: (table, key, column).

    Published calls are not looked through: they are not written here.
    """
    words = sorted(who.names | who.addresses)
    found = []
    for table, entries in _tables() if words else ():
        theirs = _condition(table, entries, who)
        for entry in entries:
            column = table.c[entry.column]
            if entry.role not in _LOOKED_THROUGH or entry.column == "message" or entry.kind is DataKind.CALLS:
                continue
            text = cast(column, String)
            holds = or_(*(text.icontains(form, autoescape=True) for word in words for form in _written(word)))
            query = select(*table.primary_key.columns).where(_of_organisation(table, organisation_id), holds, ~theirs)
            keys = ("/".join(map(str, row)) for row in tx.connection.execute(query))
            found += [(table.name, key, entry.column) for key in keys]
    return sorted(found)


def forget(tx: Tx, organisation_id: str, who: Identity, now: dt.datetime) -> dict[str, int]:
    """Take away what nothing obliges us to keep; how many rows of each table. What is kept is in ``about`` after it."""
    overwrite_deleted(tx.connection)
    counts = {"mails": _stop_mails(tx, organisation_id, who, now)}
    counts |= _forget_contact(tx, organisation_id, who)
    for table in (feed_tokens, recipient_pauses):
        counts[table.name] = _run(tx, delete(table).where(*_theirs(table, organisation_id, who)))
    counts["marks"] = 0
    for column in (marks.c.marked_by, marks.c.undone_by):
        mine = and_(marks.c.organisation_id == organisation_id, _in(column, who.ids | who.addresses))
        counts["marks"] += _run(tx, update(marks).where(mine).values({column.name: GONE}))
    return {name: count for name, count in counts.items() if count}


def _stop_mails(tx: Tx, organisation_id: str, who: Identity, now: dt.datetime) -> int:
    waiting = select(mails.c.id).where(
        *_theirs(mails, organisation_id, who), mails.c.state == MailState.QUEUED.value
    )  # fmt: skip
    ids = list(tx.connection.scalars(waiting))
    for mail_id in ids:
        db.digests.mark(tx, mail_id, MailState.SKIPPED, now, "mottagaren är borttagen")
    return len(ids)


def _forget_contact(tx: Tx, organisation_id: str, who: Identity) -> dict[str, int]:
    mine = select(contacts.c.id).where(
        contacts.c.organisation_id == organisation_id, _in(contacts.c.email, who.addresses)
    )
    ids = list(tx.connection.scalars(mine))
    places = delete(department_contacts).where(
        department_contacts.c.organisation_id == organisation_id, department_contacts.c.contact_id.in_(ids)
    )
    people = delete(contacts).where(contacts.c.organisation_id == organisation_id, contacts.c.id.in_(ids))
    deputies = (
        update(contacts)
        .where(contacts.c.organisation_id == organisation_id, _in(contacts.c.deputy_email, who.addresses))
        .values(deputy_name=None, deputy_email=None)
    )
    coordinators = (
        update(organisations)
        .where(organisations.c.id == organisation_id, _in(organisations.c.coordinator_email, who.addresses))
        .values(coordinator_name=None, coordinator_email=None)
    )
    return {
        "department_contacts": _run(tx, places),
        "contacts": _run(tx, people) + _run(tx, deputies),
        "organisations": _run(tx, coordinators),
    }


def _run(tx: Tx, statement: Any) -> int:
    return int(tx.connection.execute(statement).rowcount)


def _theirs(table: Table, organisation_id: str, who: Identity) -> tuple[ColumnElement[bool], ...]:
    return _of_organisation(table, organisation_id), _condition(table, _entries(table), who)


def _entries(table: Table) -> list[Personal]:
    return [p for p in PERSONAL if p.table == table.name]


def _tables() -> Iterator[tuple[Table, list[Personal]]]:
    by_table: dict[str, list[Personal]] = defaultdict(list)
    for entry in PERSONAL:
        by_table[entry.table].append(entry)
    for name, entries in by_table.items():
        yield metadata.tables[name], entries


def _groups(entries: Collection[Personal]) -> Mapping[str, list[Personal]]:
    groups: dict[str, list[Personal]] = defaultdict(list)
    for entry in entries:
        groups[entry.group].append(entry)
    return groups


def _condition(table: Table, entries: Collection[Personal], who: Identity) -> ColumnElement[bool]:
    """Whether any of the row's people is the person; false for a table that names nobody, and never null."""
    if table is mail_bodies:
        return mail_bodies.c.mail_id.in_(select(mails.c.id).where(_condition(mails, _entries(mails), who)))
    parts: list[ColumnElement[bool]] = [false()]
    for group in _groups(entries).values():
        parts += [_in(table.c[e.column], _wanted(e, group, who)) for e in group if e.role in (*_IDS, Role.ADDRESS)]
    return func.coalesce(or_(*parts), false())


def _wanted(entry: Personal, group: Collection[Personal], who: Identity) -> frozenset[str]:
    """The values that mean the person. An id that others have had means them only where no address can tell."""
    if entry.role is Role.ADDRESS:
        return who.addresses
    told_apart = any(e.role is Role.ADDRESS for e in group)
    return (who.ids - who.shared if told_apart else who.ids) | who.addresses


def _in(column: Any, values: Collection[str]) -> ColumnElement[bool]:
    return or_(func.lower(column).in_(sorted(values)), column.in_(sorted(values)))


def _of_organisation(table: Table, organisation_id: str) -> ColumnElement[bool]:
    if table is organisations:
        return organisations.c.id == organisation_id
    if "organisation_id" in table.c:
        return table.c.organisation_id == organisation_id
    if "consideration_id" in table.c:
        mine = select(considerations.c.id).where(considerations.c.organisation_id == organisation_id)
        return table.c.consideration_id.in_(mine)
    if table is mail_bodies:
        return table.c.mail_id.in_(select(mails.c.id).where(mails.c.organisation_id == organisation_id))
    if table is work_changes:
        return or_(
            *(
                and_(
                    work_changes.c.table == of.name,
                    work_changes.c.row_id.in_(select(of.c.id).where(of.c.organisation_id == organisation_id)),
                )
                for of in (applications, projects, activities)
            )
        )
    return true()  # the installation's own: holds


def _shown(row: dict[str, Any], entries: Collection[Personal], who: Identity) -> dict[str, Any]:
    """The row with what is somebody else's masked, a message as text and without its HTML twin."""
    for group in _groups(entries).values():
        named = [e for e in group if e.role in (*_IDS, Role.ADDRESS)]
        if not named or any(str(row[e.column]).casefold() in _wanted(e, group, who) for e in named):
            continue
        for entry in group:
            if row[entry.column] and entry.role not in _LOOKED_THROUGH:
                row[entry.column] = MASK
    row.pop("html", None)
    return {
        name: value.decode("utf-8", "replace") if isinstance(value, bytes) else value for name, value in row.items()
    }


def _written(word: str) -> set[str]:
    """The word as text and as JSON columns have it."""
    return {word, "".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in word)}
