"""Building mails, beside a plain jinja2 + css-inline + EmailMessage build; handing them over, beside bare SMTP."""

from __future__ import annotations

import resource
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import db.digests
import db.organisations
from db.engine import open_database
from db.records import Call, Contact, Mail
from tests.faults.world import Peer
from tests.letters import FULL, NOW, READER, SENDER, TOWN, mail, match, material, weekly
from watcher.config.settings import Settings
from watcher.config.sourcefile import SourceFile
from watcher.fetch.client import Fetcher, FetchPolicy
from watcher.jobs import deliver
from watcher.jobs.deps import Deps
from watcher.mail.links import LinkedTransport, Links
from watcher.mail.message import build
from watcher.mail.smtp import Relay, SmtpTransport

CONTACTS, ITEMS, HANDED = 1000, 20, 500
PLAIN = """<html><head><style>h2 { color: #123 } p { margin: 0 0 8px; font: 16px sans-serif } .t { font-weight: bold }
.u { color: #555 }</style></head>
<body>{% for c in calls %}<h2>{{ c.facts.title }}</h2><p class="t">{{ c.facts.summary }}
</p>
<p class="u">{{ c.facts.programme }} {{ c.facts.budget.total }} {{ c.facts.deadlines }}</p>{% endfor %}</body></html>"""


def calls() -> list[Call]:
    """Twenty calls with everything a call can have."""
    made = []
    for number in range(1, ITEMS + 1):
        facts = replace(FULL.facts, title=f"{FULL.facts.title} {number}", url=f"https://portal.example/{number}")
        made.append(replace(FULL, id=number, facts=facts))
    return made


def contacts() -> Iterator[Contact]:
    return (Contact(f"c{n}", f"Namn {n}", f"c{n}@example.org") for n in range(CONTACTS))


def ours() -> int:
    """Every contact's digest chosen, rendered and built; the bytes."""
    known = material(calls(), [match(n) for n in range(1, ITEMS + 1)])
    size = 0
    for contact in contacts():
        rendered = weekly(known, reader=replace(READER, contact=contact), buttons=True)
        size += len(build(rendered, organisation=TOWN, contact=contact, sender=SENDER, kind="weekly",
                          key="2026-W48", now=NOW))  # fmt: skip
    return size


def plain() -> int:
    """The same number of calls in the plainest mail that shows them; the bytes."""
    from css_inline import CSSInliner
    from jinja2 import Environment

    template, inliner, size = Environment(autoescape=True).from_string(PLAIN), CSSInliner(), 0
    for contact in contacts():
        html = inliner.inline(template.render(calls=calls()))
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "vakt@example.org", contact.email, "Veckobrev"
        message.set_content("\n".join(f"{c.facts.title}\n{c.facts.summary}\n{c.facts.url}\n" for c in calls()))
        message.add_alternative(html, subtype="html")
        size += message.as_bytes().__len__()
    return size


def build_alone(which: str) -> None:
    """In a process of its own: print mails a second of processor time, kB a mail and peak MB."""
    began = time.process_time()
    size = {"ours": ours, "plain": plain}[which]()
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{CONTACTS / seconds:.0f} {size / CONTACTS / 1000:.0f} {peak:.0f}")


def digests() -> list[Mail]:
    """The digest of twenty calls with its buttons, to so many people."""
    rendered = weekly(material(calls(), [match(n) for n in range(1, ITEMS + 1)]), buttons=True)
    return [mail(f"c{n}@example.org", contact_id=f"c{n}", rendered=rendered) for n in range(HANDED)]


def hand_over(url: str, folder: Path) -> float:
    """Deliver from the ledger; mails a second."""
    database = open_database(f"sqlite:///{folder / 'bench.db'}")
    people = digests()
    with database.write() as tx:
        db.organisations.save(tx, TOWN, NOW, prune=True)
        for one in people:
            db.digests.queue(tx, one, (), NOW)
    settings = Settings(home=folder, sources=folder / "x", database_url="sqlite://", outbox=folder, smtp_url=url)
    transport = LinkedTransport(
        SmtpTransport(Relay.from_url(url), SENDER.mail_from), Links(("k" * 32,), "https://x.example")
    )
    fetcher = Fetcher(FetchPolicy())
    deps = Deps(settings, database, SourceFile(()), fetcher, transport, lambda _what, _done, _total: None)
    speed = _speed(lambda: deliver.run(deps, NOW).sent)
    fetcher.close()
    database.close()
    return speed


def bare(port: int) -> float:
    """The same messages over one connection of smtplib; mails a second."""
    people = digests()

    def send() -> int:
        with smtplib.SMTP("127.0.0.1", port) as smtp:
            for one in people:
                smtp.sendmail("vakt@example.org", [one.address], one.message)
        return len(people)

    return _speed(send)


def _speed(work: Callable[[], int]) -> float:
    began = time.perf_counter()
    done = work()
    if done != HANDED:
        raise RuntimeError(f"{done} of {HANDED} mails were handed over")
    return done / (time.perf_counter() - began)


def main() -> None:
    """Measure and print."""
    print(f"\nBrev: {CONTACTS} kontakter × {ITEMS} utlysningar, per sekund processortid")
    for name, which in (("byggda och renderade", "ours"), ("enkelt bygge bredvid", "plain")):
        command = [sys.executable, "-c", f"from tests.bench.mails import build_alone; build_alone({which!r})"]
        speed, size, peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        print(f"{name}: {speed:>5} brev/s, {size} kB per brev, {peak} MB  (mål: 100 brev/s, 300 MB)")
    server = Peer("tests.faults.server")
    port = server.read()["port"]
    with tempfile.TemporaryDirectory() as folder:
        ledger = hand_over(f"smtp+plain://127.0.0.1:{port}", Path(folder))
    print(f"överlämnade med liggaren: {ledger:.0f} brev/s (mål: 100); naken överlämning: {bare(port):.0f} brev/s")
    server.close()


if __name__ == "__main__":
    main()
