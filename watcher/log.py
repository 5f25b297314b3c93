"""The log of what the program does, for operators. No names, addresses of people or secrets go in."""

from __future__ import annotations

import structlog

log: structlog.stdlib.BoundLogger = structlog.get_logger("bidragsvakt")
