"""Which adapter reads which kind of source."""

from __future__ import annotations

from watcher.sources import feed, sedia
from watcher.sources.base import Adapter

ADAPTERS: dict[str, Adapter] = {"sedia": sedia.read, "feed": feed.read}
