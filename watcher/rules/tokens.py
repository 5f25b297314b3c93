"""Signed links: what a person may do with one click, without logging in. The only home of itsdangerous. Pure.

A token says one thing only: its purpose is part of the key that signs it, so that one for unsubscribing opens nothing
else. It names its person and call, and ends. Nothing is stored; reading it needs one of the keys.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from itsdangerous import BadData, Signer
from itsdangerous.encoding import base64_decode, base64_encode

from watcher.errors import TokenError

_FORM = re.compile(r"[A-Za-z0-9_.-]{1,1000}")
"""How a token of ours can look. Base64 as read elsewhere would take ``/`` for ``_`` and leave out other signs."""


class Purpose(StrEnum):
    """What a link is for."""

    UNSUBSCRIBE = "unsubscribe"
    PREFERENCES = "preferences"
    TAKE = "take"
    """A department's stand on a call; ``detail`` is ``soker``, ``bevakar`` or ``avstar``."""
    RELEVANCE = "relevance"
    """Whether a call was worth showing; ``detail`` is ``ja`` or ``nej``."""
    UNDO = "undo"


LASTS = {
    Purpose.UNSUBSCRIBE: dt.timedelta(days=365),
    Purpose.PREFERENCES: dt.timedelta(days=90),
    Purpose.TAKE: dt.timedelta(days=180),
    Purpose.RELEVANCE: dt.timedelta(days=180),
    Purpose.UNDO: dt.timedelta(days=30),
}
"""From the mail's making. Unsubscribing from an old mail must work; what reads or changes more ends sooner."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token allows, and whom. ``call_id`` 0 is no call in particular."""

    purpose: Purpose
    organisation_id: str
    contact_id: str
    call_id: int = 0
    detail: str = ""
    issued: dt.datetime | None = field(default=None, compare=False)
    """When the link was made, for what revokes a person's older links; None before it is."""


def sign(keys: Sequence[str], grant: Grant, issued: dt.datetime) -> str:
    """The token, safe in a URL; the first key signs. The same grant and moment give the same token."""
    until = int((issued + LASTS[grant.purpose]).timestamp())
    what = [grant.organisation_id, grant.contact_id, grant.call_id, grant.detail, until]
    written = json.dumps(what, ensure_ascii=False, separators=(",", ":"))
    return _signer(tuple(keys), grant.purpose).sign(base64_encode(written)).decode()


def read(keys: Sequence[str], purpose: Purpose, token: str, now: dt.datetime) -> Grant:
    """What the token allows. Raises TokenError, the same whatever is wrong with it."""
    try:
        if not _FORM.fullmatch(token):
            raise ValueError("not of our form")
        written = base64_decode(_signer(tuple(keys), purpose).unsign(token))
        organisation_id, contact_id, call_id, detail, until = json.loads(written)
        if now.timestamp() >= until:
            raise ValueError("ended")
    except (BadData, ValueError, TypeError):
        raise TokenError("länken gäller inte: den är ofullständig eller för gammal") from None
    issued = dt.datetime.fromtimestamp(until, dt.UTC) - LASTS[purpose]
    return Grant(purpose, organisation_id, contact_id, call_id, detail, issued)


@lru_cache(maxsize=16)
def _signer(keys: tuple[str, ...], purpose: Purpose) -> Signer:
    """Kept, as a digest has fifty links: a ``URLSafeSerializer`` makes one for each and takes four times as long."""
    if not keys:
        raise ValueError("no key to sign with")
    salt = f"bidragsvakt.{purpose.value}"
    return Signer(list(reversed(keys)), salt=salt, key_derivation="hmac", digest_method=hashlib.sha256)
