"""The demo: an example municipality, a portal on loopback, one whole round."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from watcher.config.settings import Settings
from watcher.demo.portal import DemoPortal
from watcher.desk import matches, organisations
from watcher.desk import round as whole
from watcher.desk.letters import KINDS
from watcher.desk.matches import AreaMatches
from watcher.desk.round import RoundReport
from watcher.jobs.deps import Deps
from watcher.rules.announce import week_key

_SOURCES = """\
[[source]]
id = "eu-portal"
kind = "sedia"
name = "EU:s portal för finansiering och anbud (inspelad)"
url = "{search}"
language = "en"
every = "1d"
rate = 50

[[source]]
id = "interreg-baltic"
kind = "feed"
name = "Interreg Östersjön (påhittat flöde)"
url = "{feed}"
language = "en"
every = "6h"
rate = 50
"""


@dataclass(frozen=True)
class Shown:
    """What the demo has to show: the round, the matches by department, and the digests' files."""

    report: RoundReport
    departments: dict[str, list[AreaMatches]]
    folder: Path
    digests: tuple[Path, ...]


def prepare(settings: Settings, portal: DemoPortal) -> Settings:
    """Settings of its own in ``demo`` under home, begun afresh; mail goes to the usual outbox as files, never out."""
    home = settings.home / "demo"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in home.glob("bidragsvakt.db*"):
        old.unlink()
    sources = home / "sources.toml"
    text = _SOURCES.format(search=portal.search_url, feed=f"{portal.url}/feed.xml")
    sources.write_text(text, encoding="utf-8")
    return Settings(
        home=home,
        sources=sources,
        database_url=f"sqlite:///{home / 'bidragsvakt.db'}",
        outbox=settings.outbox,
        fetch_allow=(("127.0.0.1", portal.port),),
    )


def play(deps: Deps, now: dt.datetime) -> Shown:
    """Take in the example municipality and do a round."""
    with as_file(files("watcher.demo") / "vaxjo.toml") as path:
        organisations.import_file(deps.database, path, now)
    report = whole.run(deps, now)
    departments: dict[str, list[AreaMatches]] = defaultdict(list)
    for found in matches.best_by_area(deps, now):
        departments[found.department.name].append(found)
    folder = deps.settings.outbox / week_key(now)
    others = tuple(f".{kind}-" for kind in KINDS)
    digests = (p for p in folder.glob("*.eml") if not any(mark in p.name for mark in others))
    return Shown(report, dict(departments), folder, tuple(sorted(digests)))
