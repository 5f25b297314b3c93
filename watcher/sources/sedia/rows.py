"""A row of the portal: its identity, its deadlines and which of several rows of one topic is the real one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.records import CallKey, Deadline
from watcher.errors import ParseError
from watcher.parse import jsontext
from watcher.parse.text import one_line
from watcher.rules.deadlines import from_portal, in_order
from watcher.sources.sedia.budget import own_entries

NAMESPACE = "ft"
CASCADE = "8"
_TOPIC_REFERENCE = re.compile(r"\d+TOPICS[a-z]{2}$")
_VOLATILE = frozenset({"apiVersion", "weight", "groupById", "accessRestriction", "pages", "checksum", "highlights"})
"""Keys around a row that say nothing of the call but may change from one answer to the next."""


@dataclass(frozen=True, slots=True)
class Row:
    """A raw row with its metadata as text lists."""

    raw: Mapping[str, Any]
    metadata: Mapping[str, list[Any]]

    @staticmethod
    def of(raw: object) -> Row:
        """Raises ParseError when the thing is no row at all."""
        if not isinstance(raw, dict) or not isinstance(raw.get("metadata"), dict):
            raise ParseError("raden saknar metadata")
        lists = {k: v if isinstance(v, list) else [v] for k, v in raw["metadata"].items()}
        return Row(raw, lists)

    def first(self, name: str) -> str:
        """The first non-empty value of a metadata field as text; empty where there is none."""
        for value in self.metadata.get(name, ()):
            text = str(value).strip() if value is not None else ""
            if text:
                return text
        return ""

    def objects(self, name: str) -> list[Any]:
        """The JSON objects that stand as text in a metadata field; what is no JSON is left out."""
        found: list[Any] = []
        for value in self.metadata.get(name, ()):
            try:
                item = jsontext.loads(value, name) if isinstance(value, str | bytes) else value
            except ParseError:
                continue
            found += item if isinstance(item, list) else [item]
        return [o for o in found if isinstance(o, dict)]

    @property
    def reference(self) -> str:
        return str(self.raw.get("reference") or self.first("REFERENCE"))

    @property
    def cascade(self) -> bool:
        """Funding passed on by a project (type 8): its ``identifier`` is the parent topic, its own id the reference."""
        return self.first("type") == CASCADE or "COMPETITIVE_CALL" in self.reference

    @property
    def external_id(self) -> str:
        """The topic identifier, or the reference of a cascade call. Raises ParseError when there is none."""
        found = one_line(self.reference if self.cascade else self.first("identifier"), 200)
        if not found:
            raise ParseError("raden saknar identitet")
        return found

    @property
    def key(self) -> CallKey:
        return CallKey(NAMESPACE, self.external_id)

    @property
    def title(self) -> str:
        """For people. Raises ParseError when there is none; a cascade call's ``title`` is its parent topic's."""
        names = [str(self.raw.get("content") or ""), self.first("caName")]
        found = next(
            (one_line(n) for n in (names if self.cascade else [self.first("title"), *names]) if one_line(n)), ""
        )
        if not found:
            raise ParseError("raden saknar titel")
        return found

    @property
    def rank(self) -> int:
        """Higher is more real: topics of today's generation, with a status and a text, in English."""
        has_text = bool(self.first("descriptionByte") or self.first("description"))
        current = self.cascade or bool(_TOPIC_REFERENCE.search(self.reference))
        english = self.raw.get("language", "en") == "en"
        return 8 * int(current) + 4 * int(bool(self.first("status"))) + 2 * int(english) + int(has_text)

    @property
    def raw_hash(self) -> str:
        return jsontext.digest_of({k: v for k, v in self.raw.items() if k not in _VOLATILE})


def deadlines(row: Row) -> tuple[tuple[Deadline, ...], tuple[str, ...]]:
    """All cut-offs in order, and the values that could not be read.

    From ``deadlineDate``; else from ``actions``; else from the topic's own entries of the budget map.
    """
    texts = [str(v) for v in row.metadata.get("deadlineDate", ()) if v]
    texts = texts or [str(d) for a in row.objects("actions") for d in a.get("deadlineDates") or ()]
    if not texts:
        own = own_entries(row.objects("budgetOverview"), row.first("identifier"))
        texts = [str(d) for e in own for d in e.get("deadlineDates") or ()]
    read = [(text, from_portal(text)) for text in texts]
    found = in_order(d for _, d in read if d)
    if row.first("deadlineModel") == "two-stage" and len(found) > 1:
        found = tuple(Deadline(d.date, d.time, d.zone, stage) for stage, d in enumerate(found, 1))
    return found, tuple(text for text, d in read if d is None)
