"""Which adapter reads which kind of source."""

from __future__ import annotations

from watcher.sources import callfile, feed, jsonapi, listing, sedia
from watcher.sources.base import Adapter

ADAPTERS: dict[str, Adapter] = {
    "sedia": sedia.read,
    "feed": feed.read,
    "listing": listing.read,
    "json": jsonapi.read,
    "calls": callfile.read,
}
