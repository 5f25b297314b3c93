"""Stand-ins for unit tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.records import Validators
from watcher.errors import Refused
from watcher.fetch.answer import Answer


@dataclass
class FakeFetcher:
    """Answers from functions of the request and keeps what it was asked."""

    on_get: Callable[[str, Validators | None], Answer] | None = None
    on_post: Callable[[Mapping[str, str], Mapping[str, Any]], Answer] | None = None
    asked: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    forbidden: tuple[str, ...] = ()
    """Parts of addresses that robots.txt forbids."""

    def permit(self, url: str, *, pace: float = 1.0) -> float:
        if any(part in url for part in self.forbidden):
            raise Refused("robots.txt tillåter inte")
        return pace

    def get(
        self,
        url: str,
        *,
        pace: float = 1.0,
        accept: str = "*/*",
        validators: Validators | None = None,
        secrets: Mapping[str, str] | None = None,
        patience: float = 0.0,
    ) -> Answer:
        self.asked.append((url, {"pace": pace, "secrets": secrets, "validators": validators, "patience": patience}))
        assert self.on_get, "nothing was to be fetched"
        return self.on_get(url, validators)

    def post_json_parts(
        self, url: str, *, params: Mapping[str, str], parts: Mapping[str, object], pace: float = 1.0
    ) -> Answer:
        self.asked.append((url, {"params": params, "parts": parts, "pace": pace}))
        assert self.on_post, "nothing was to be posted"
        return self.on_post(params, parts)


def portal_of(rows: list[dict[str, Any]], total: int | None = None) -> FakeFetcher:
    """A portal that serves these rows a hundred a page, whatever is asked, and claims ``total``."""

    def post(params: Mapping[str, str], _parts: Mapping[str, Any]) -> Answer:
        start = (int(params["pageNumber"]) - 1) * 100
        body = {"totalResults": len(rows) if total is None else total, "results": rows[start : start + 100]}
        return Answer("https://portal.example/", 200, json.dumps(body).encode(), "application/json")

    return FakeFetcher(on_post=post)


def portal_row(identifier: str = "LIFE-2027-SAP-NAT", **metadata: Any) -> dict[str, Any]:
    """A live grant topic in the portal's shape; metadata values are made lists where they are not."""
    base: dict[str, Any] = {
        "identifier": identifier,
        "title": f"Title of {identifier}",
        "type": "1",
        "status": "31094502",
        "frameworkProgramme": "43252405",
        "startDate": "2026-04-21T00:00:00.000+0000",
        "deadlineDate": "2027-09-22T00:00:00.000+0000",
        "deadlineModel": "single-stage",
        "typesOfAction": "LIFE Project Grants",
        "descriptionByte": '<p class="topicdescriptionkind">Objective:</p><p>Lakes get well. And more.</p>',
        **metadata,
    }
    return {
        "reference": base.pop("reference", f"{abs(hash(identifier)) % 10**8}TOPICSen"),
        "url": base.pop("row_url", f"https://portal.example/topic-details/{identifier}"),
        "language": base.pop("language", "en"),
        "content": base.pop("content", str(base.get("title") or "")),
        "metadata": {k: v if isinstance(v, list) else [v] for k, v in base.items() if v is not None},
    }
