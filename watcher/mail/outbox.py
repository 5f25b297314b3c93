"""The default transport: each mail as files in a folder that only the owner can read."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from email import policy
from email.parser import BytesParser
from pathlib import Path

from db.records import Mail
from watcher import clock
from watcher.mail.transport import Outcome, Still, Verdict, always, taken_over
from watcher.rules.announce import week_key

DIGESTS = ("weekly", "quiet")
"""Kinds that are the week's digest: at most one of them a contact and week."""
_WEEK = re.compile(r"\d{4}-W\d\d")
_LONGEST = 120


class Outbox:
    """Writes ``<week>/<address>.eml`` and ``.html`` under ``folder``, atomically: a file is whole or not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, mail: Mail, still: Still = always) -> Outcome:
        if not still():
            return taken_over()
        try:
            self._write(mail)
        except OSError as error:
            return Outcome(Verdict.RELAY_DOWN, f"utkorgen går inte att skriva till: {error.strerror or error}")
        return Outcome(Verdict.SENT)

    def close(self) -> None:
        """Nothing is kept open."""

    def path(self, mail: Mail) -> Path:
        """Where the ``.eml`` goes. Where two organisations write to one person, the second gets a suffix."""
        week = mail.key if _WEEK.fullmatch(mail.key) else week_key(mail.created or clock.now())
        name = safe_name(mail.address)
        if mail.kind not in DIGESTS:
            name += "." + safe_name(f"{mail.kind}-{mail.key}")
        path = self.folder / week / f"{name}.eml"
        if path.exists() and _message_id(path.read_bytes()) != _message_id(mail.message):
            return path.with_name(f"{name}.{safe_name(mail.organisation_id)}.eml")
        return path

    def _write(self, mail: Mail) -> None:
        path = self.path(mail)
        for folder in (self.folder, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        write_whole(path.with_suffix(".html"), mail.html.encode())
        write_whole(path, mail.message)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file in one step, mode 0600, on the disk before this returns. Raises OSError."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def safe_name(text: str) -> str:
    """A text as a file name; where that loses something, a short digest keeps two texts apart."""
    safe = re.sub(r"[^A-Za-z0-9@+_.-]", "_", text)[:_LONGEST].lstrip(".-")
    return safe if safe and safe == text else f"{safe}~{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _message_id(message: bytes) -> str:
    return str(BytesParser(policy=policy.compat32).parsebytes(message, headersonly=True)["Message-ID"])
