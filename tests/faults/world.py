"""A municipality with forty contacts, the command that writes to them, and the server that receives."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from watcher.demo.portal import DemoPortal, recorded

PEOPLE = 40
MONDAY = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)
STEP = dt.timedelta(minutes=35)
"""Between runs: longer than a claim and than the longest pause of a relay."""
_TEXT = "Vi vill restaurera övergödda sjöar och våtmarker, minska utsläpp och öka den biologiska mångfalden."


class Peer:
    """A process of ours that obeys JSON lines."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def ask(self, **order: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self.read()

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@dataclass
class World:
    """``folder`` holds the snapshots ``empty`` (matched, nothing built) and ``built`` (forty digests wait), and the
    ``place`` where things happen."""

    folder: Path
    name: str = "place"
    people: int = PEOPLE
    place: Path = field(init=False)
    now: dt.datetime = MONDAY
    url_seconds: float = 8

    def __enter__(self) -> Self:
        self.place = self.folder / self.name
        self.sender = Peer("tests.faults.sender")
        self.server = Peer("tests.faults.server")
        self.port = self.server.read()["port"]
        return self

    def __exit__(self, *_: object) -> None:
        self.sender.close()
        self.server.close()

    @property
    def env(self) -> dict[str, str]:
        return {
            "BIDRAGSVAKT_HOME": str(self.place / "var"),
            "BIDRAGSVAKT_SOURCES": str(self.folder / "sources.toml"),
            "BIDRAGSVAKT_SMTP_URL": f"smtp+plain://127.0.0.1:{self.port}?timeout={self.url_seconds}",
            "BIDRAGSVAKT_MAIL_PER_CONNECTION": "1",
        }

    def begin(self, snapshot: str, *, together: bool = False) -> None:
        """Start from a snapshot with a server that has got nothing. ``together``: all mails on one connection."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.folder / snapshot, self.place / "var")
        self.server.ask(ledger=str(self.place / "ledger"), fault="", skip=0, times=1_000_000)
        (self.place / "ledger").touch()
        self.now = MONDAY + STEP
        self.together = together

    def warm(self) -> None:
        """One run in the sending process itself. Raises RuntimeError when it does not end well."""
        self.begin("empty")
        if code := self._order(warm=True)["code"]:
            raise RuntimeError(f"the first run of all ended with {code}")

    def start(self, **changed: Any) -> int:
        """Begin a run of the command; its process id."""
        pid: int = self._order(**changed)["pid"]
        return pid

    def _order(self, **changed: Any) -> dict[str, Any]:
        env = self.env | ({"BIDRAGSVAKT_MAIL_PER_CONNECTION": "100"} if self.together else {})
        words = ["--now", self.now.isoformat(), "digest", "build"]
        return self.sender.ask(folder=str(self.place), env=env, words=words, **changed)

    def wait(self, pid: int) -> int:
        code: int = self.sender.ask(wait=pid)["code"]
        return code

    def stopped(self, pid: int) -> None:
        """Wait until the process sleeps."""
        until = time.monotonic() + 30
        while " T " not in Path(f"/proc/{pid}/stat").read_text().partition(")")[2][:4]:
            if time.monotonic() > until:
                raise RuntimeError("the sender never came to the point where it was to sleep")
            time.sleep(0.01)

    def run(self, **changed: Any) -> int:
        """A run to its end; the exit code, and the time goes on."""
        code = self.wait(self.start(**changed))
        self.now += STEP
        return code

    def finish(self, most: int = 12) -> int:
        """Run until there is nothing left to do; how many runs it took. Raises RuntimeError when that never comes."""
        for number in range(1, most + 1):
            if self.run() == 0:
                return number
        raise RuntimeError(f"not done after {most} runs:\n{(self.place / 'log').read_text()[-2000:]}")

    def seen(self, trace: str = "trace") -> tuple[bool, str]:
        """Whether the run that was killed stood between the final dot and its commit, and where."""
        path = self.place / trace
        words = path.read_text().split() if path.exists() else []
        return (words[1] == "1", words[2]) if len(words) == 3 else (False, "start")

    def received(self) -> Counter[str]:
        """How often each address got its mail, from the server's ledger. Copies must be one mail, byte for byte."""
        self.server.ask(idle=True)
        mails = [json.loads(line) for line in (self.place / "ledger").read_text().splitlines()]
        first: dict[str, tuple[str, str]] = {}
        for mail in mails:
            if first.setdefault(mail["to"], (mail["id"], mail["body"])) != (mail["id"], mail["body"]):
                raise AssertionError(f"{mail['to']} got copies that are not the same mail")
        return Counter(mail["to"] for mail in mails)


def prepare(folder: Path, people: int = PEOPLE) -> None:
    """Make the snapshots, by the command itself."""
    with World(folder) as world, DemoPortal(rows=recorded("48")[:60], feed=b"") as portal:
        (folder / "sources.toml").write_text(
            f'[[source]]\nid = "eu"\nkind = "sedia"\nname = "Portalen"\nurl = "{portal.search_url}"\n'
            'language = "en"\nevery = "1d"\nrate = 1000\n',
            encoding="utf-8",
        )
        (folder / "town.toml").write_text(_organisation(people), encoding="utf-8")
        env = {**os.environ, **world.env, "BIDRAGSVAKT_FETCH_ALLOW": f"127.0.0.1:{portal.port}"}
        for words in (["org", "import", str(folder / "town.toml")], ["crawl"], ["match"]):
            command = [sys.executable, "-m", "watcher", "--now", MONDAY.isoformat(), *words]
            subprocess.run(command, env=env, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(world.place / "var", folder / "empty")
        world.server.ask(fault="connect:421")
        subprocess.run([*command[:5], "digest", "build"], env=env, cwd=folder, check=False, stdout=subprocess.DEVNULL)
        shutil.copytree(world.place / "var", folder / "built")


def _organisation(people: int) -> str:
    parts = ['[organisation]\nid = "by"\nname = "By kommun"\ncoordinator = {name = "Eva", email = "eva@example.org"}\n']
    for number in range(4):
        parts.append(f'\n[[department]]\nid = "d{number}"\nname = "Förvaltning {number}"\n')
        parts.append(f'[[department.area]]\nid = "a{number}"\ntitle = "Sjöar {number}"\ntext = "{_TEXT}"\n')
        parts += [
            f'[[department.contact]]\nname = "Namn {person}"\nemail = "p{person:02}@example.org"\n'
            for person in range(number * people // 4, (number + 1) * people // 4)
        ]
    return "".join(parts)
