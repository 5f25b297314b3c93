"""Mails and announcements as rows, and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import RowMapping

from db.records import Announcement, Mail, MailState


def mail_values(mail: Mail, now: dt.datetime) -> dict[str, Any]:
    return {
        "organisation_id": mail.organisation_id,
        "contact_id": mail.contact_id,
        "kind": mail.kind,
        "key": mail.key,
        "state": mail.state.value,
        "address": mail.address,
        "subject": mail.subject,
        "reason": mail.reason,
        "created": now,
        "sent": mail.sent,
        "note": mail.note,
        "counts": dict(mail.counts),
    }


def announcement_values(organisation_id: str, item: Announcement, mail_id: int, now: dt.datetime) -> dict[str, Any]:
    return {
        "organisation_id": organisation_id,
        "contact_id": item.contact_id,
        "kind": item.kind,
        "call_id": item.call_id,
        "ref": item.ref,
        "at": item.at or now,
        "mail_id": mail_id,
    }


def read_mail(row: RowMapping) -> Mail:
    return Mail(
        id=row["id"],
        organisation_id=row["organisation_id"],
        contact_id=row["contact_id"],
        kind=row["kind"],
        key=row["key"],
        state=MailState(row["state"]),
        address=row["address"],
        subject=row["subject"],
        message=bytes(row.get("message", b"")),
        html=row.get("html", ""),
        reason=row["reason"],
        created=row["created"],
        sent=row["sent"],
        note=row["note"],
        counts=row["counts"],
    )
