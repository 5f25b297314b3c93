"""What the jobs log, at the most talkative level, names nobody and opens nothing, also when everything fails."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import structlog

from db.records import Mail, Person
from tests.integration.mail.conftest import ListTransport, Town
from tests.letters import ANNA, NOW, TECH, TOWN
from watcher.desk import letters, privacy, reportask
from watcher.jobs import confirm, deliver, digest, recover, summary, tidy
from watcher.log import configure, log
from watcher.mail.links import LinkedTransport, Links
from watcher.mail.transport import Outcome, Still, Verdict, always

KEYS = ("k" * 32,)


LINK = re.compile(r"/l/\w+/([\w.-]+)")


class Talkative(ListTransport):
    """A relay that tells back whom it was given, and with what links."""

    def send(self, mail: Mail, still: Still = always) -> Outcome:
        super().send(mail, still)
        told = f"550 <{mail.address}> finns inte: {' '.join(LINK.findall(mail.html))}"
        log.warning("as a careless line would", said=told)
        return Outcome(Verdict.REFUSED if len(self.sent) % 2 else Verdict.LATER, told)


@pytest.fixture
def talkative() -> Iterator[None]:
    configure(logging.DEBUG)
    yield
    structlog.reset_defaults()
    logging.basicConfig(handlers=[logging.NullHandler()], force=True)


@pytest.mark.usefixtures("talkative")
def test_no_address_and_no_token_in_the_log(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    anna = replace(ANNA, deputy=Person("Bo Berg", "bo@example.org"))
    town.has(replace(TOWN, departments=(replace(TECH, contacts=(anna,)),)))
    town.match_all(town.calls(1, 2))
    town.settings = {"secret_keys": KEYS, "public_url": "https://bidrag.example.org"}
    way_out = Talkative()
    town.transport = LinkedTransport(way_out, Links(KEYS, "https://bidrag.example.org"))
    deps = town.deps
    confirm.run(deps, NOW)
    digest.run(deps, NOW)
    letters.send_news(deps, NOW)
    summary.run(deps, NOW)
    recover.run(deps, NOW)
    reportask.run(deps, 2025, NOW)
    deliver.run(deps, NOW)
    tidy.run(deps, NOW)
    privacy.erase(town.database, ANNA.email, NOW, really=True)
    said = capsys.readouterr().err
    assert "adress›> finns inte: ‹länk›" in said
    assert "lane=report" in said
    tokens = {t for mail in way_out.sent for t in LINK.findall(mail.html)}
    assert len(tokens) > 5
    assert not [t for t in tokens if t in said or t.rpartition(".")[2] in said]
    assert "@" not in said
    assert "example.org" not in said
