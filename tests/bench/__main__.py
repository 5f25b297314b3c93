"""``make bench``: whole processes over real HTTP on loopback. Prints seconds, peak memory and ratios; asserts nothing.

Seconds differ from machine to machine; the ratios are what can be compared.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench import explaining, fetching, mails, pages, scale, sightings
from tests.bench.rows import rows
from watcher.demo.portal import DemoPortal

BARE = """
import httpx, json, sys
query = {"bool": {"must": [{"terms": {"type": ["1", "8"]}}, {"terms": {"status": ["31094501", "31094502"]}}]}}
files = {"query": ("blob", json.dumps(query), "application/json"), "languages": ("blob", '["en"]', "application/json")}
with httpx.Client(trust_env=False) as client:
    page = got = 0
    while page == 0 or got < total:
        page += 1
        params = {"apiKey": "SEDIA", "text": "***", "pageSize": "100", "pageNumber": str(page)}
        answer = json.loads(client.post(sys.argv[1], params=params, files=files).content)
        total, got = answer["totalResults"], got + len(answer["results"])
"""

SOURCES = """
[[source]]
id = "bench"
kind = "sedia"
name = "Bänkens portal"
url = "{url}"
language = "en"
every = "1d"
rate = 100000
"""


@dataclass(frozen=True)
class Run:
    """One process: wall seconds and peak resident memory in MB."""

    seconds: float
    megabytes: float
    output: str


def measured(command: list[str], env: dict[str, str]) -> Run:
    """Run a command to its end. Raises CalledProcessError when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    output: list[str] = []
    reader = threading.Thread(target=lambda: output.append(process.stdout.read() if process.stdout else ""))
    reader.start()
    _, status, usage = os.wait4(process.pid, 0)
    reader.join()
    seconds = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    process.returncode = code
    if code:
        raise subprocess.CalledProcessError(code, command, "".join(output))
    return Run(seconds, usage.ru_maxrss / 1024, "".join(output))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--size", type=int, default=16_000)
    parser.add_argument("--calls", type=int, default=20_000, help="matched at the size of a country")
    parser.add_argument("--areas", type=int, default=14_400)
    options = parser.parse_args()
    made = rows(options.rows, size=options.size)
    total = sum(len(json.dumps(r)) for r in made)
    print(f"{options.rows} utlysningar, {total / options.rows / 1000:.1f} kB per rad, 16 områden")
    with tempfile.TemporaryDirectory() as folder, DemoPortal(rows=made, feed=b"") as portal:
        _rounds(Path(folder), portal)
    version = min(measured([sys.executable, "-m", "watcher", "--version"], dict(os.environ)).seconds for _ in range(5))
    print(f"bidragsvakt --version: {version:.2f} s (bästa av fem)")
    fetching.main()
    mails.main()
    pages.main()
    sightings.main(options.calls)
    scale.main(options.calls, options.areas)
    explaining.main()


def _rounds(home: Path, portal: DemoPortal) -> None:
    (home / "sources.toml").write_text(SOURCES.format(url=portal.search_url), encoding="utf-8")
    allow = f"127.0.0.1:{portal.port}"
    env = {**os.environ, "BIDRAGSVAKT_HOME": str(home / "var"), "BIDRAGSVAKT_SOURCES": str(home / "sources.toml"),
           "BIDRAGSVAKT_OUTBOX": str(home / "outbox"), "BIDRAGSVAKT_FETCH_ALLOW": allow}  # fmt: skip
    command = [sys.executable, "-m", "watcher", "--json", "--now", "2026-11-23T07:00"]
    organisation = Path(__file__).resolve().parents[2] / "watcher" / "demo" / "vaxjo.toml"
    measured([*command, "org", "import", str(organisation)], env)
    bare = measured([sys.executable, "-c", BARE, portal.search_url], env)
    first = measured([*command, "run"], env)
    command[-1] = "2026-11-30T07:00"
    second = measured([*command, "run"], env)
    print(f"naken hämtning av samma byte:  {bare.seconds:6.2f} s  {bare.megabytes:5.0f} MB")
    print(f"första rundan:                 {first.seconds:6.2f} s  {first.megabytes:5.0f} MB  (mål: 20 s, 400 MB)")
    print(f"andra rundan, oförändrad:      {second.seconds:6.2f} s  {second.megabytes:5.0f} MB")
    share = (second.seconds - bare.seconds) / (first.seconds - bare.seconds)
    print(f"andra mot första, utan hämtning: {100 * share:.0f} %  (mål: 25 %)")
    print(f"första mot naken hämtning:       {first.seconds / bare.seconds:.1f} gånger")


if __name__ == "__main__":
    main()
