"""Text from outside into clean values: no control characters, folded white space, absolute http(s) addresses."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

TITLE_LIMIT = 500

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control and invisible characters, direction overrides and lone surrogates; tab and newline are left to the caller."""
_ODD_SPACE = re.compile(r"[^\S\n ]")
_ASCII = dict.fromkeys((*range(9), *range(11, 32), 127)) | {9: " "}
"""The same for texts of ASCII alone, ten times as fast."""


def clean(text: str) -> str:
    """Plain text of several lines: composed letters, no control characters, at most one blank line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        text = text.translate(_ASCII)
    else:
        text = _ODD_SPACE.sub(" ", unicodedata.normalize("NFC", _CONTROL.sub("", text)))
    for run, one in (("  ", " "), (" \n", "\n"), ("\n ", "\n"), ("\n\n\n", "\n\n")):
        while run in text:
            text = text.replace(run, one)
    return text.strip()


def one_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Plain text of one line of at most ``limit`` characters, entities decoded; a cut shows as an ellipsis.

    Entities are decoded before control characters go: an encoded title may carry a line break.
    """
    text = html.unescape(text) if "&" in text else text
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def absolute_url(url: str, base: str = "") -> str | None:
    """The address as absolute http(s), without credentials; None when it is none."""
    try:
        address = _CONTROL.sub("", url).strip()
        parts = urlsplit(urljoin(base, address) if base else address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or any(c.isspace() for c in parts.netloc):
        return None
    netloc = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, netloc + (f":{port}" if port else ""), parts.path, parts.query, parts.fragment))


@lru_cache(maxsize=4096)
def first_sentence(text: str, limit: int = 220) -> str:
    """The first sentence of a text on one line, cut at a word when it is longer than ``limit`` characters."""
    line = one_line(text[: 8 * limit], 4 * limit)
    end = re.search(r"(?:(?<=[a-zåäö)”\"]{2})|(?<=[A-Z]{2}))[.!?](?=\s+[A-ZÅÄÖ“\"(]|[A-ZÅÄÖ][a-zåäö]|$)", line)
    sentence = line[: end.end()] if end else line
    if len(sentence) <= limit:
        return sentence
    return sentence[:limit].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"
