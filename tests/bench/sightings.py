"""20,000 calls that three sources each show: taken in, merged anew, and one more, on both engines. Asserts nothing.

PostgreSQL runs without fsync, as in the tests.

Run ``python -m tests.bench.sightings``.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import db.calls
from db.calls import NewCall
from db.engine import Database
from db.records import CallFacts, Deadline, Section
from matchers.terms import shipped
from tests.crawls import TRUST, shown
from tests.databases import ENGINES, migrated_url, opened
from watcher import clock
from watcher.config.trust import Trust
from watcher.jobs import joining
from watcher.rules.changes import content_hash
from watcher.rules.deadlines import closes_at

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
BATCH, MORE = 500, 100


def views(count: int, seed: int = 20261123) -> Iterator[tuple[str, list[CallFacts]]]:
    """The portal's calls, an agency's list that names the topics, and a collection that only has titles and days."""
    draw = random.Random(seed)
    phrases = [p for t in shipped() for p in t.english]
    titles = [" ".join(draw.sample(phrases, 4)) for _ in range(count)]
    days = [(Deadline(dt.date(2027, 1, 1) + dt.timedelta(days=draw.randrange(700))),) for _ in range(count)]
    both = list(enumerate(zip(titles, days, strict=True)))
    text = (Section("Scope", " ".join(draw.choices(phrases, k=200))),)
    yield "eu", [shown("eu", n, title, deadlines=when, sections=text) for n, (title, when) in both]
    yield "agency", [shown("agency", n, f"LIFE-2026-{n}: {title}", deadlines=when) for n, (title, when) in both]
    yield "access", [shown("access", n, title, deadlines=when) for n, (title, when) in both]


def _took(work: Callable[[], object]) -> float:
    begun = clock.monotonic()
    work()
    return clock.monotonic() - begun


def _add(database: Database, source: str, facts: list[CallFacts]) -> None:
    for start in range(0, len(facts), BATCH):
        items = [
            joining.clued(NewCall(f, f"raw {f.key.folded}", content_hash(f), closes_at(f.deadlines)))
            for f in facts[start : start + BATCH]
        ]
        with database.write() as tx:
            joining.add(tx, source, items, NOW, TRUST)


def main(count: int = 20_000) -> None:
    """Measure both engines and print."""
    for engine in ENGINES:
        with (
            tempfile.TemporaryDirectory() as folder,
            migrated_url(engine, Path(folder)) as url,
            opened(url) as database,
        ):
            _measure(database, engine, count)


def _measure(database: Database, engine: str, count: int) -> None:
    crawls = list(views(count + MORE))
    taken = sum(_took(lambda s=s, f=f: _add(database, s, f[:count])) for s, f in crawls)  # type: ignore[misc]
    other = Trust(orders={"title": ("agency",)}, sources=TRUST.sources)
    anew = _took(lambda: joining.regroup_all(database, other, NOW))
    source, last = crawls[-1]
    _add(database, "eu", crawls[0][1][count:])
    single = [1000 * _took(lambda f=f: _add(database, source, [f])) for f in last[count:]]  # type: ignore[misc]
    with database.read() as tx:
        stored = db.calls.count(tx, NOW).total - MORE
    print(f"\n{engine}: {3 * count} observationer av {stored} utlysningar")
    print(f"  in i databasen och hopslagna: {taken:.1f} s (mål 60); allt slaget ihop på nytt: {anew:.1f} s (mål 60)")
    print(f"  en ny observation: {statistics.median(single):.1f} ms i median, {max(single):.1f} som mest (mål 20)")


if __name__ == "__main__":
    main()
