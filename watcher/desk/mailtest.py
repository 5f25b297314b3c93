"""Send one mail to somebody who waits for it, and say how far it came. It is no mail of the ledger."""

from __future__ import annotations

import datetime as dt

from db.records import Contact, Mail, MailState, Organisation
from watcher.config.settings import Settings
from watcher.mail.message import Rendered, Sender, build
from watcher.mail.transport import Verdict
from watcher.rules.swedish import moment_text

ORGANISATION = Organisation("bidragsvakt", "Bidragsvakt")
ADVICE = {
    Verdict.SENT: "",
    Verdict.RELAY_DOWN: "Kontrollera värd och port i smtp_url, och att brandväggen släpper fram dit. Breven väntar så "
    "länge och skickas när servern svarar.",
    Verdict.OUR_FAULT: "Kontrollera användarnamn, lösenord och kryptering i smtp_url, och att servern godtar "
    "avsändaren i mail_from. Inga brev skickas förrän det är rättat.",
    Verdict.REFUSED: "Kontrollera adressen. Stämmer den: fråga den som sköter e-postservern varför den avvisas.",
    Verdict.LATER: "Försök igen om några minuter: servern kan låta nya avsändare vänta (grålistning).",
    Verdict.IN_DOUBT: "Se efter om brevet kom fram. Är servern långsam: lägg till ?timeout=120 i smtp_url.",
}
"""What to do, by what came of it."""


def letter(settings: Settings, address: str, now: dt.datetime) -> Mail:
    """The mail to send. Raises MailError when an address cannot be used."""
    words = f"Det här är ett provbrev från Bidragsvakt, skickat {moment_text(now)}. Kom det fram fungerar utskicken."
    rendered = Rendered(
        "Provbrev från Bidragsvakt", words + "\n", f'<html lang="sv"><body><p>{words}</p></body></html>'
    )
    sender = Sender(settings.mail_from, settings.reply_to)
    contact, key = Contact("provbrev", "", address), f"{now:%Y%m%dT%H%M%S}"
    message = build(
        rendered, organisation=ORGANISATION, contact=contact, sender=sender, kind="test", key=key, now=now
    )  # fmt: skip
    return Mail(
        id=0, organisation_id=ORGANISATION.id, contact_id=contact.id, kind="test", key=key, state=MailState.QUEUED,
        address=address, subject=rendered.subject, message=message, html=rendered.html, created=now,
    )  # fmt: skip
