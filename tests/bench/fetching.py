"""The second half of ``make bench``: crawling alone, pace off, against a bare download of the same bytes."""

from __future__ import annotations

import http.server
import json
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.rows import rows
from watcher.demo.portal import DemoPortal

CRAWL = """
import datetime as dt, json, resource, sys, time
from pathlib import Path
from db.engine import open_database
from watcher.build import opened
from watcher.config.settings import Settings
from watcher.config.sourcefile import read_sources
from watcher.jobs import crawl
import watcher.sources.registry
home = Path(sys.argv[1])
allow = tuple((host, int(port)) for host, port in (pair.split(":") for pair in sys.argv[2].split(",")))
database = f"sqlite:///{home}/x.db"
settings = Settings(home=home, sources=home / "sources.toml", database_url=database, outbox=home, fetch_allow=allow)
with opened(settings) as deps:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for day in range(int(sys.argv[3])):
        began = time.perf_counter()
        reports = crawl.run(deps, dt.datetime(2026, 11, 23 + day, 6, tzinfo=dt.UTC))
        peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        states = sorted({r.state.value for r in reports})
        print(json.dumps([time.perf_counter() - began, sum(r.new for r in reports), peak, states]))
"""

SOURCE = """
[[source]]
id = "{id}"
kind = "{kind}"
name = "{id}"
url = "{url}"
language = "en"
every = "1d"
rate = 100000
"""
BARE = """
import httpx, json, sys, time
query = {"bool": {"must": [{"terms": {"type": ["1", "8"]}}, {"terms": {"status": ["31094501", "31094502"]}}]}}
files = {"query": ("blob", json.dumps(query), "application/json"), "languages": ("blob", '["en"]', "application/json")}
began = time.perf_counter()
with httpx.Client(trust_env=False) as client:
    page = got = 0
    while page == 0 or got < total:
        page += 1
        params = {"apiKey": "SEDIA", "text": "***", "pageSize": "100", "pageNumber": str(page)}
        answer = json.loads(client.post(sys.argv[1], params=params, files=files).content)
        total, got = answer["totalResults"], got + len(answer["results"])
print(time.perf_counter() - began)
"""


def crawled(home: Path, allow: str, times: int) -> list[tuple[float, int, float, list[str]]]:
    """Crawl ``times`` days in one process: seconds, new calls, MB above start, states, a row a day."""
    command = [sys.executable, "-c", CRAWL, str(home), allow, str(times)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=900)
    return [tuple(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("[")]


def portal(count: int, times: int = 3) -> None:
    """A whole portal, then the same again; the median of some rounds, each beside its own bare download."""
    made = rows(count)
    with DemoPortal(rows=made) as stand_in:
        found = sorted((_portal_once(stand_in) for _ in range(times)), key=lambda r: r.first)
    for aim, name, values in (
        (3.0, "första hämtningen: ", [r.first for r in found]),
        (1.5, "andra, oförändrad: ", sorted(r.second for r in found)),
    ):
        spread = ", ".join(f"{v:.1f}" for v in values)
        print(f"  {name} {values[times // 2]:.1f} gånger (mål {aim:g}; alla: {spread})")
    print(f"  minne över starten, högst: {max(r.memory for r in found):.0f} MB (mål 150)")


@dataclass(frozen=True)
class _Round:
    """Times as multiples of a bare download of the same; memory in MB."""

    first: float
    second: float
    memory: float


def _portal_once(stand_in: DemoPortal) -> _Round:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        bare = subprocess.run(
            [sys.executable, "-c", BARE, stand_in.search_url], check=True, capture_output=True, text=True
        )
        seconds = float(bare.stdout)
        (home / "sources.toml").write_text(SOURCE.format(id="portal", kind="sedia", url=stand_in.search_url))
        first, second = crawled(home, f"127.0.0.1:{stand_in.port}", 2)
    print(f"  naken hämtning + json.loads {seconds:.2f} s, första {first[0]:.2f} s, andra {second[0]:.2f} s")
    return _Round(first[0] / seconds, second[0] / seconds, max(first[2], second[2]))


def unchanged_feed(count: int) -> None:
    """A feed that answers 304 the second day."""
    with tempfile.TemporaryDirectory() as folder, DemoPortal(rows=[], feed=feed(count)) as stand_in:
        home = Path(folder)
        (home / "sources.toml").write_text(SOURCE.format(id="feed", kind="feed", url=stand_in.url + "/feed.xml"))
        first, second = crawled(home, f"127.0.0.1:{stand_in.port}", 2)
    share = 100 * second[0] / first[0]
    print(f"flöde med {count} poster: {first[0]:.2f} s, med 304: {second[0]:.3f} s = {share:.0f} % (mål 15)")


def feed(count: int) -> bytes:
    """An RSS feed of so many items."""
    text = "&lt;p&gt;" + "A call about lakes, schools and energy. " * 20 + "&lt;/p&gt;"
    items = "".join(
        f"<item><title>Call {n}</title><link>https://example.org/{n}</link><guid>{n}</guid><description>{text}</description></item>"
        for n in range(count)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode()


class _Handler(http.server.BaseHTTPRequestHandler):
    body = feed(20)
    stall = 0.0

    def do_GET(self) -> None:
        time.sleep(self.stall if urlsplit(self.path).path == "/0" else 0.0)
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


class _Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


def hosts(count: int = 50, each: int = 4, stall: float = 30.0) -> None:
    """Many sources on many loopback hosts, one of which stalls."""
    servers = [
        _Server((f"127.0.1.{n + 1}", 0), type("H", (_Handler,), {"stall": stall if n == 0 else 0.0}))
        for n in range(count)
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    places = [(str(s.server_address[0]), int(s.server_address[1])) for s in servers]
    with tempfile.TemporaryDirectory() as folder:
        blocks = [SOURCE.format(id=f"s{n}-{k}", kind="feed", url=f"http://{host}:{port}/{k}")
                  for n, (host, port) in enumerate(places) for k in range(each)]  # fmt: skip
        (Path(folder) / "sources.toml").write_text("\n".join(blocks))
        allow = ",".join(f"{host}:{port}" for host, port in places)
        alone = Path(folder) / "alone"
        alone.mkdir()
        (alone / "sources.toml").write_text("\n".join(blocks[:each]))
        (slowest,) = crawled(alone, allow, 1)
        (whole,) = crawled(Path(folder), allow, 1)
    for server in servers:
        server.shutdown()
    print(f"{count * each} källor på {count} värdar, en stannar {stall:.0f} s: {whole[0]:.1f} s = "
          f"{whole[0] / slowest[0]:.2f} gånger den långsammaste (mål 1,2); {whole[1]} nya")  # fmt: skip


def main() -> None:
    """Measure and print."""
    print("\nbara hämtning, utan takt: 5 000 rader om 16 kB")
    portal(5000)
    unchanged_feed(2000)
    hosts()
