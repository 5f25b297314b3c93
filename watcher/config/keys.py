"""The keys that sign links: from the settings, else a file at home that is made when it is first needed."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress

from watcher.config.settings import SHORTEST_KEY, Settings
from watcher.errors import ConfigError

FILE = "secret.key"


def signing_keys(settings: Settings) -> tuple[str, ...]:
    """Newest first: the first signs, all are good for reading. Raises ConfigError for a file that cannot be used.

    The file (mode 0600) has a key a line. To change keys, put a new one first; take the old out when its links ended.
    """
    if settings.secret_keys:
        return settings.secret_keys
    path = settings.home / FILE
    try:
        with (
            suppress(FileExistsError),
            os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new,
        ):
            new.write(secrets.token_hex(32) + "\n")
        if path.stat().st_mode & 0o077:
            raise ConfigError(f"{path}: filen ska bara kunna läsas av sin ägare (chmod 600)")
        keys = tuple(line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"{path}: nyckelfilen går inte att använda ({type(error).__name__})") from error
    if not keys or any(len(key) < SHORTEST_KEY for key in keys):
        raise ConfigError(f"{path}: varje nyckel ska ha minst {SHORTEST_KEY} tecken, en på varje rad")
    return keys
