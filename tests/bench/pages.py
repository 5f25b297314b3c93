"""The page of a link with 60,000 stored matches on SQLite, over HTTP on loopback. Prints milliseconds, asserts nothing.

Run ``python -m tests.bench.pages``.
"""

from __future__ import annotations

import logging
import statistics
import tempfile
from dataclasses import replace
from pathlib import Path

import db.matches
from db.engine import open_database
from db.records import Area, Department
from tests.integration.mail.conftest import Town
from tests.integration.web.conftest import KEYS, Site
from tests.letters import ANNA, NOW, TOWN, match
from watcher import clock, log
from watcher.rules.tokens import Purpose
from watcher.web.server import started

AREAS, CALLS, TIMES = 60, 1000, 200


def measure() -> dict[str, float]:
    """The median in milliseconds of looking at a page, and of pressing its button."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/bench.db")
        town = Town(database, Path(folder))
        areas = [Area(f"a{n}", f"Område {n}", "Text.") for n in range(AREAS)]
        departments = tuple(Department(f"d{n}", f"Förvaltning {n}", tuple(areas[n::12]), (ANNA,)) for n in range(12))
        town.has(replace(TOWN, departments=departments))
        ids = town.calls(*range(1, CALLS + 1))
        with database.write() as tx:
            for area in areas:
                found = [replace(match(i), area_id=area.id) for i in ids]
                db.matches.replace(tx, "town", [area.id], None, found, NOW)
        town.settings = {"secret_keys": KEYS, "public_url": "https://bidrag.example.org"}
        with started(town.deps, "127.0.0.1", 0) as port:
            looks = [_took(Site(town, port, i), "GET") for i in ids[:TIMES]]
            presses = [_took(Site(town, port, i), "POST") for i in ids[:TIMES]]
        town.fetcher.close()
        database.close()
    return {"look_ms": statistics.median(looks), "press_ms": statistics.median(presses)}


def _took(site: Site, method: str) -> float:
    link = site.link(Purpose.TAKE, "soker")
    begun = clock.monotonic()
    answer = site.ask(method, link, "department=d0" if method == "POST" else "")
    took = (clock.monotonic() - begun) * 1000
    if answer.status != 200:
        raise SystemExit(f"{method}: {answer.status}")
    return took


def main() -> None:
    """Measure and print."""
    log.configure(logging.WARNING)
    found = measure()
    print(f"\nlänkens sida med {AREAS * CALLS} träffar: visa {found['look_ms']:.1f} ms, "
          f"trycka {found['press_ms']:.1f} ms i median (mål 50)")  # fmt: skip


if __name__ == "__main__":
    main()
