"""Which transport the settings ask for."""

from __future__ import annotations

import ssl

from watcher.config.settings import Settings
from watcher.mail.outbox import Outbox
from watcher.mail.smtp import Relay, SmtpTransport
from watcher.mail.transport import Transport


def transport_of(settings: Settings) -> Transport:
    """SMTP where an address of a relay is set, else files in the outbox. Raises MailError for a wrong sender."""
    if settings.smtp_url is None:
        return Outbox(settings.outbox)

    def tls() -> ssl.SSLContext:
        context = ssl.create_default_context()
        if settings.ca_file:
            context.load_verify_locations(settings.ca_file)
        return context

    return SmtpTransport(Relay.from_url(settings.smtp_url), settings.mail_from, tls)
