"""Fetching pages that robots.txt has a say in."""

from __future__ import annotations

from db.records import Validators
from watcher.fetch.answer import Answer
from watcher.sources.base import Asks

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


def walk(fetcher: Asks, url: str, rate: float, validators: Validators | None = None) -> Answer:
    """A page, at the pace its host wants. Raises FetchError; Refused where robots.txt of its host, or of the one it
    redirects to, does not allow it: an answer from there is thrown away unread."""
    answer = fetcher.get(url, pace=fetcher.permit(url, pace=rate), accept=ACCEPT, validators=validators)
    if answer.url != url:
        fetcher.permit(answer.url, pace=rate)
    return answer
