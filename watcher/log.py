"""The log of what the program does, for operators. No names, addresses of people or secrets go in."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

log: structlog.stdlib.BoundLogger = structlog.get_logger("bidragsvakt")

_SOMEBODY = re.compile(r"[^\s<>@\"'=,;:()]+@[^\s<>@\"',;()]+\.[A-Za-z]{2,}")
_CREDENTIALS = re.compile(r"://[^/\s]*@")
_TOKEN = re.compile(r"\.?[A-Za-z0-9_.-]*\.[A-Za-z0-9_-]{43}(?![\w-])|(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])")
"""A signed link's token ends in a SHA-256 of 43 characters; a personal feed's token is 43 characters alone."""
_ORDER = ("timestamp", "level", "event")


def redacted(text: str) -> str:
    """A text without addresses of people, without the names and passwords in URLs and without tokens of links."""
    return _TOKEN.sub("‹länk›", _SOMEBODY.sub("‹adress›", _CREDENTIALS.sub("://", text)))


def configure(level: int) -> None:
    """Write lines of ``key=value`` to stderr from this level on; stdout belongs to the commands' answers.

    The standard library's loggers (APScheduler, Alembic) come out the same way.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[structlog.typing.Processor] = [
        structlog.processors.format_exc_info,
        _redact,
        structlog.processors.LogfmtRenderer(key_order=_ORDER, drop_missing=True, bool_as_flag=False),
    ]
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = _Stderr()
    forget = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=[forget, *last]))
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)


class _Stderr(logging.Handler):
    """Writes to what stderr is when the line comes, as the other lines do."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(self.format(record) + "\n")


def _redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: redacted(value) if isinstance(value, str) else value for key, value in event.items()}
