"""The one place that builds real objects: settings in, everything the jobs and the desk work with out."""

from __future__ import annotations

import datetime as dt
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from db.engine import open_database
from watcher.config.keys import signing_keys
from watcher.config.settings import Settings, load
from watcher.config.sourcefile import SourceFile, read_sources
from watcher.errors import ConfigError
from watcher.fetch.client import Fetcher, FetchPolicy
from watcher.jobs.deps import Deps
from watcher.mail.links import LinkedTransport, Links
from watcher.mail.outbox import Outbox
from watcher.mail.smtp import Relay, SmtpTransport
from watcher.mail.transport import Transport

if TYPE_CHECKING:
    from matchers.encoder import Encoder

_LOOPBACK = ("127.0.0.1", "localhost", "::1")

Progress = Callable[[str, int, int], None]


def settings() -> Settings:
    """The settings in force, with the data folder made for the owner alone. Raises ConfigError."""
    found = load()
    try:
        found.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        found.home.chmod(0o700)
    except OSError as error:
        raise ConfigError(f"datamappen {found.home} går inte att använda ({error.strerror})") from error
    return found


@contextmanager
def opened(
    config: Settings,
    *,
    sources: SourceFile | None = None,
    progress: Progress = lambda _what, _done, _total: None,
    pretended: dt.datetime | None = None,
) -> Iterator[Deps]:
    """Everything, closed again at the end. ``pretended`` is the time of ``--now``: then no mail leaves the machine.

    Raises ConfigError, DbError.
    """
    database = open_database(config.database_url)
    fetcher = Fetcher(policy(config))
    try:
        yield Deps(
            settings=config,
            database=database,
            sources=sources or read_sources(config.sources),
            fetcher=fetcher,
            transport=transport(config, pretended=pretended is not None),
            progress=progress,
            encoder=(lambda: _sentence_model(config)) if config.matcher == "hybrid" else None,
        )
    finally:
        fetcher.close()
        database.close()


def _sentence_model(config: Settings) -> Encoder:
    from matchers.sentencemodel import SentenceModel  # numpy, and 70 MB of model

    return SentenceModel(config.semantic_model)


def transport(config: Settings, *, pretended: bool = False) -> Transport:
    """What mail leaves by, with signed links put in. Raises ConfigError when there is no key to sign with."""
    return LinkedTransport(way_out(config, pretended=pretended), Links(signing_keys(config), config.public_url))


def way_out(
    config: Settings, *, pretended: bool = False, watch: Callable[[str], None] = lambda _step: None
) -> SmtpTransport | Outbox:
    """SMTP when configured, else the folder. Under a pretended time only a relay on this machine is used.

    ``watch`` is told each step of the talk with the relay that went well.
    """
    if config.smtp_url and not (pretended and urlsplit(config.smtp_url).hostname not in _LOOPBACK):
        relay = Relay.from_url(
            config.smtp_url, per_minute=config.mail_per_minute, per_connection=config.mail_per_connection
        )
        return SmtpTransport(relay, config.mail_from, lambda: _tls(config), watch=watch)
    return Outbox(config.outbox)


def _tls(config: Settings) -> ssl.SSLContext:
    """Checks the relay's certificate, by the municipality's own authority as well where one is set."""
    context = ssl.create_default_context()
    if config.ca_file:
        context.load_verify_locations(config.ca_file)
    return context


def policy(config: Settings) -> FetchPolicy:
    """How the guarded client behaves; the User-Agent names the program and the operator's own page."""
    contact = f" (+{config.contact_url})" if config.contact_url else ""
    return FetchPolicy(
        user_agent=f"Bidragsvakt/{version('bidragsvakt')}{contact}",
        allow=config.fetch_allow,
        proxy=config.proxy,
        ca_file=config.ca_file,
    )
