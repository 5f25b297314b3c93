"""The kinds of source and each kind's own keys in sources.toml. A new kind is one entry here and one adapter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlsplit

Check = Callable[[object], str | None]


@dataclass(frozen=True, slots=True)
class Option:
    """A key that only one kind has: its type, and what is wrong with a value (None when nothing is)."""

    type: type | tuple[type, ...]
    problem: Check = lambda _value: None
    required: bool = False
    beside: bool = False
    """The value is the name of a file beside sources.toml."""


def _list_of(allowed: Callable[[str], bool], words: str) -> Check:
    def problem(value: object) -> str | None:
        fine = isinstance(value, list) and value and all(isinstance(v, str) and allowed(v) for v in value)
        return None if fine else f"ska vara en lista av {words}, inte {value!r}"

    return problem


def _text(value: object) -> str | None:
    return None if str(value).strip() else "får inte vara tom"


def _between(lowest: int, highest: int) -> Check:
    def problem(value: object) -> str | None:
        fine = isinstance(value, int) and lowest <= value <= highest
        return None if fine else f"ska vara mellan {lowest} och {highest}, inte {value!r}"

    return problem


def _one_of(*words: str) -> Check:
    return lambda value: None if value in words else f"ska vara {' eller '.join(words)}, inte {value!r}"


def _path(value: object) -> str | None:
    fine = str(value).strip() == "." or re.fullmatch(r"(?:[^.\\]|\\.)+(?:\.(?:[^.\\]|\\.)+)*", str(value).strip())
    return None if fine else f"ska vara en väg med punkter, till exempel data.title, inte {value!r}"


def _env_name(value: object) -> str | None:
    """A name, not a key; and not one of our own settings, which would go to whoever runs the source."""
    if not re.fullmatch(r"[A-Z][A-Z0-9_]{2,63}", str(value)):
        return "ska vara namnet på en miljövariabel, till exempel EXEMPEL_API_KEY, aldrig själva nyckeln"
    ours = re.fullmatch(r"BIDRAGSVAKT_\w*(?:URL|PROXY|TOKEN|SECRET)", str(value))
    return "får inte vara en av Bidragsvakts egna inställningar" if ours else None


def _header_name(value: object) -> str | None:
    name = str(value)
    fine = re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,63}", name) and name.lower() not in _OUR_HEADERS
    return None if fine else f"ska vara namnet på ett huvudfält, till exempel X-API-Key, inte {value!r}"


def _file_beside(value: object) -> str | None:
    path = PurePosixPath(str(value).replace("\\", "/"))
    fine = not path.is_absolute() and ".." not in path.parts and path.suffix.lower() in (".toml", ".csv")
    return None if fine else f"ska vara en .toml- eller .csv-fil bredvid sources.toml, inte {value!r}"


def _is_address(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username


def _address(value: object) -> str | None:
    return None if _is_address(str(value)) else f"ska vara en adress som börjar med https://, inte {value!r}"


def _is_form(value: str) -> bool:
    """A path with at least one star, so that it is the calls that are meant and not one page."""
    return value.startswith("/") and "*" in value


def _template(value: object) -> str | None:
    fine = re.match(r"https?://[^/{}]+/", str(value)) and str(value).count("{id}") == 1
    return None if fine else f"ska vara en adress med {{id}} i, till exempel https://exempel.se/{{id}}, inte {value!r}"


_OUR_HEADERS = ("host", "user-agent", "accept", "accept-encoding", "content-length", "connection", "cookie")
_PAGED_LIST = {
    "page_param": Option(str, _text),
    "first_page": Option(int, _between(0, 1)),
    "max_pages": Option(int, _between(1, 50)),
    "max_details": Option(int, _between(1, 500)),
    "complete": Option(bool),
    "date_order": Option(str, _one_of("dmy", "mdy")),
    "funder": Option(str, _one_of("eu", "national")),
}
"""Keys of the kinds that read HTML lists."""
_LINKS = {
    "forms": Option(list, _list_of(_is_form, 'vägar med * i, till exempel "/utlysningar/*"'), required=True),
    **{k: Option(str, _text) for k in ("next", "detail_title", "detail_deadline", "detail_text")},
    **_PAGED_LIST,
}
_STATUSES = ("forthcoming", "open", "closed")

KINDS: dict[str, dict[str, Option]] = {
    "sedia": {
        "types": Option(list, _list_of(str.isdigit, 'koder, till exempel ["1", "8"]')),
        "statuses": Option(list, _list_of(lambda v: v in _STATUSES or v.isdigit(), f"{', '.join(_STATUSES)}")),
        "programmes": Option(list, _list_of(str.isdigit, 'programkoder, till exempel ["43252405"]')),
        "details_url": Option(str, _address),
        "languages": Option(list, _list_of(lambda v: len(v) == 2 and v.isalpha(), 'språk, till exempel ["en"]')),
    },
    "feed": {"discover": Option(bool)},
    "listing": {
        "item": Option(str, _text, required=True),
        "title": Option(str, _text, required=True),
        **{k: Option(str, _text) for k in ("link", "deadline", "summary", "next")},
        **{k: Option(str, _text) for k in ("detail_deadline", "detail_summary", "detail_text")},
        "detail": Option(bool),
        "bare_date": Option(str, _one_of("closed")),
        **_PAGED_LIST,
    },
    "links": _LINKS,
    "crosscheck": {**_LINKS, "of": Option(str, _text, required=True)},
    "pages": {
        "pages": Option(list, _list_of(_is_address, "adresser som börjar med https://")),
        **{k: Option(str, _text) for k in ("detail_title", "detail_deadline", "detail_text")},
        "date_order": Option(str, _one_of("dmy", "mdy")),
        "funder": Option(str, _one_of("eu", "national")),
    },
    "json": {
        "items": Option(str, _path, required=True),
        "title": Option(str, _path, required=True),
        **{k: Option(str, _path) for k in ("id", "link", "deadline", "opening", "summary", "text")},
        **{k: Option(str, _path) for k in ("programme", "keywords", "next", "total")},
        "link_template": Option(str, _template),
        "page_param": Option(str, _text),
        "first_page": Option(int, _between(0, 1)),
        "max_pages": Option(int, _between(1, 100)),
        "complete": Option(bool),
        "date_order": Option(str, _one_of("dmy", "mdy")),
        "key_env": Option(str, _env_name),
        "key_header": Option(str, _header_name),
        "key_param": Option(str, _text),
        "key_prefix": Option(str),
    },
    "gdp": {"page": Option(str, _address), "key_env": Option(str, _env_name, required=True)},
    "topics": {"of": Option(str, _text, required=True)},
    "vinnova": {"page": Option(str, _address), "since_days": Option(int, _between(30, 3650))},
    "calls": {
        "file": Option(str, _file_beside, required=True, beside=True),
        "date_order": Option(str, _one_of("dmy", "mdy")),
    },
}
WITHOUT_URL = frozenset({"calls"})
"""Kinds whose ``url`` may be left out; where it is given it is the page shown for a call without a link."""

_KEY_LIKE = re.compile(r"(?:api|access|auth|subscription)?[-_]?(?:key|token|secret|password)", re.IGNORECASE)


def combination_problem(kind: str, table: Mapping[str, object]) -> tuple[str, str] | None:
    """What is wrong with keys that are fine one by one: the key and the words, or None."""
    if "next" in table and "page_param" in table:
        return "next", "och page_param är två sätt att bläddra: välj ett"
    if kind != "json":
        return None
    for name, value in parse_qsl(urlsplit(str(table["url"])).query):
        if value and _KEY_LIKE.fullmatch(name):
            return "url", f"har {name} i sig: en nyckel skrivs aldrig i filen, använd key_env och key_param"
    ways = [key for key in ("key_header", "key_param") if key in table]
    if "key_env" in table and len(ways) != 1:
        return "key_env", "kräver antingen key_header eller key_param, som säger hur nyckeln skickas"
    orphan = next((key for key in (*ways, "key_prefix") if key in table and "key_env" not in table), None)
    if orphan:
        return orphan, "kräver key_env, som säger var nyckeln finns"
    return (
        ("link", "och link_template är två sätt att säga samma sak: välj ett")
        if {"link", "link_template"} <= {*table}
        else None
    )
