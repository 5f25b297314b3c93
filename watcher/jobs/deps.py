"""What the jobs work with; ``watcher.build`` makes the real ones, tests give stand-ins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.engine import Database
from watcher.config.settings import Settings
from watcher.config.sourcefile import SourceFile
from watcher.fetch.client import Fetcher
from watcher.mail.transport import Transport

if TYPE_CHECKING:
    from matchers.encoder import Encoder


@dataclass(frozen=True)
class Deps:
    """``progress`` is told what is being done, how much of it is done and how much there is (0: not known)."""

    settings: Settings
    database: Database
    sources: SourceFile
    fetcher: Fetcher
    transport: Transport
    progress: Callable[[str, int, int], None]
    encoder: Callable[[], Encoder] | None = None
    """Loads the sentence model, where one is chosen; raises ``matchers.errors.ModelMissing`` when it cannot."""
