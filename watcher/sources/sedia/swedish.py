"""The portal's Swedish copies: machine translations with rows of their own, joined with the topic they copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from db.records import CallFacts
from watcher.parse import jsontext
from watcher.sources.base import Candidate

_COPY = re.compile(r"\d+TOPICSsv")


def joined(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without the copies of topics that are here themselves; those topics have the copy's title.

    A copy whose topic is missing stays as it is: better a translation than nothing.
    """
    copies = {c.key.folded: c for c in candidates if _COPY.fullmatch(c.url)}
    if not copies:
        return list(candidates)
    originals = {c.key.folded for c in candidates if not _COPY.fullmatch(c.url)}
    kept = [c for c in candidates if not (_COPY.fullmatch(c.url) and c.key.folded in originals)]
    return [_with_title(c, copies[c.key.folded].title) if c.key.folded in copies else c for c in kept]


def _with_title(candidate: Candidate, title: str) -> Candidate:
    if _COPY.fullmatch(candidate.url) or title == candidate.title:
        return candidate
    raw_hash = jsontext.digest_of([candidate.raw_hash, title])
    return replace(candidate, raw_hash=raw_hash, facts=partial(_titled, candidate, title))


def _titled(candidate: Candidate, title: str) -> CallFacts:
    return replace(candidate.facts(), swedish_title=title)
