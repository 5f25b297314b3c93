"""Which adapter reads which kind of source."""

from __future__ import annotations

from watcher.sources import callfile, crosscheck, feed, gdp, jsonapi, listing, pages, sedia, topiclist, vinnova
from watcher.sources.base import Adapter

ADAPTERS: dict[str, Adapter] = {
    "sedia": sedia.read,
    "feed": feed.read,
    "listing": listing.read,
    "links": listing.read,
    "pages": pages.read,
    "gdp": gdp.read,
    "topics": topiclist.read,
    "crosscheck": crosscheck.read,
    "vinnova": vinnova.read,
    "json": jsonapi.read,
    "calls": callfile.read,
}
