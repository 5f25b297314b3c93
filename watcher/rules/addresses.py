"""One address for one page, however it was written. The only home of w3lib. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

_COUNTERS = ("fbclid", "gclid", "mc_cid", "mc_eid", "msclkid", "pk_campaign", "pk_source", "ref", "sessionid")
_COUNTER = re.compile(r"utm_\w+|" + "|".join(_COUNTERS), re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)


def canonical(url: str) -> str:
    """The same for addresses of the same page, without ``https://``, ``www.`` and counters of clicks.

    Empty for what is no address, and for a host's front page: whole sites are no call.
    """
    try:
        return _canonical(url)
    except ValueError:
        return ""


def _canonical(url: str) -> str:
    names = [pair.partition("=")[0] for pair in urlsplit(url).query.split("&")]
    counters = [name for name in names if _COUNTER.fullmatch(name)]
    routed = urlsplit(url).fragment.startswith(("/", "!"))  # pages that their own script draws
    bare = url_query_cleaner(url, counters, remove=True, keep_fragments=True) if counters else url
    parts = urlsplit(canonicalize_url(bare, keep_fragments=routed))
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    path = _INDEX.sub("/", parts.path).rstrip("/")
    tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return f"{parts.netloc.removeprefix('www.')}{path}{tail}" if path or tail else ""
