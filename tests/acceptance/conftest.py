"""The command as its users call it: in a folder of its own, against a portal on loopback."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import structlog

from watcher.cli.run import run
from watcher.demo.portal import DemoPortal

MONDAY = "2026-11-23T07:00"
SOURCES = """\
[[source]]
id = "portal"
kind = "sedia"
name = "Portalen"
url = "{portal.search_url}"
language = "en"
every = "1d"
rate = 100

[[source]]
id = "feed"
kind = "feed"
name = "Flödet"
url = "{portal.url}/feed.xml"
language = "en"
every = "6h"
rate = 100
"""
ORGANISATION = """\
[organisation]
id = "by"
name = "By kommun"
coordinator = { name = "Eva", email = "eva@example.org" }

[[department]]
id = "vatten"
name = "Vattenbolaget"

[[department.area]]
id = "sjoar"
title = "Friska sjöar"
text = "Vi vill restaurera övergödda sjöar och våtmarker och öka den biologiska mångfalden."

[[department.contact]]
name = "Bo"
email = "bo@example.org"
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Place:
    """An empty folder to work in. ``run`` is quick, in this process; ``start`` is a process of its own."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    env: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, expect: int = 0) -> Result:
        self.capsys.readouterr()
        code = run(list(words))
        out, err = self.capsys.readouterr()
        assert code == expect, err + out
        return Result(code, out, err)

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "watcher", *words], cwd=self.folder, env={**os.environ, **self.env},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def mails(self) -> list[str]:
        return sorted(str(p.relative_to(self.folder)) for p in self.folder.glob("outbox/*/*"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Place]:
    for name in [n for n in os.environ if n.startswith("BIDRAGSVAKT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    yield Place(tmp_path, capsys)
    structlog.reset_defaults()
    logging.basicConfig(handlers=[logging.NullHandler()], force=True)


@pytest.fixture
def portal() -> Iterator[DemoPortal]:
    with DemoPortal() as portal:
        yield portal


@pytest.fixture
def town(place: Place, portal: DemoPortal, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A municipality with one area, and sources on loopback."""
    place.write("sources.toml", SOURCES.format(portal=portal))
    place.env["BIDRAGSVAKT_FETCH_ALLOW"] = f"127.0.0.1:{portal.port}"
    monkeypatch.setenv("BIDRAGSVAKT_FETCH_ALLOW", f"127.0.0.1:{portal.port}")
    place.run("org", "import", str(place.write("by.toml", ORGANISATION)))
    return place
