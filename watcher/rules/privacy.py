"""What is stored of people put into words: what, why and how long; and who a person is among the stored ids. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.privacyrecords import DataKind, Decision, Identity, Personal, Role
from db.records import Organisation
from watcher.log import redacted
from watcher.rules.paper import Block, Grid, Heading, Paper, Text
from watcher.rules.recipients import COORDINATOR
from watcher.rules.standing import folded
from watcher.rules.swedish import plural

NAMES = {
    DataKind.CONTACTS: "Kontaktpersoner",
    DataKind.LINKS: "Personliga länkar och flöden",
    DataKind.STANDINGS: "Vem som inte ska få brev",
    DataKind.MAILS: "Brev",
    DataKind.STANDS: "Överväganden och ställningstaganden",
    DataKind.WORK: "Projekt, ansökningar och övrigt arbete",
    DataKind.MARKS: "Märkningar av träffar",
    DataKind.OPERATION: "Drift",
    DataKind.CALLS: "Utlysningar",
}
WHY = {
    DataKind.CONTACTS: "För att breven ska nå den som svarar för förvaltningens arbete med extern medfinansiering.",
    DataKind.LINKS: "För att länkar i brev och personliga flöden ska fungera för rätt person och kunna återkallas.",
    DataKind.STANDINGS: "För att inte skriva till den som avanmält sig, gjort uppehåll eller inte kan nås.",
    DataKind.MAILS: "För att inget brev ska gå förlorat eller skickas två gånger, och för att visa vad som berättats.",
    DataKind.STANDS: "Kommunens dokumentation av att varje förvaltning överväger extern medfinansiering.",
    DataKind.WORK: "Underlag för årsrapporten; historiken visar vem som registrerat och ändrat vad.",
    DataKind.MARKS: "För att träffarna ska bli bättre.",
    DataKind.OPERATION: "För att den som sköter tjänsten ska se vad som hänt och vem som beslutat det.",
    DataKind.CALLS: "Källornas publicerade texter, som kan namnge finansiärens handläggare.",
}
_OWN_TIME = {
    DataKind.CONTACTS: "Så länge personen står i organisationsfilen.",
    DataKind.CALLS: "Så länge utlysningen finns i registret.",
}
_WHAT = {
    Role.ID: "kontaktens id",
    Role.ADDRESS: "e-postadress",
    Role.NAME: "namn",
    Role.BY: "vem som gjorde det",
    Role.TEXT: "fritext som kan nämna personer",
    Role.BODY: "brevet med namn och innehåll",
    Role.DERIVED: "värde som räknats fram ur en adress eller en personlig länk",
}
OUTSIDE = (
    (
        "utkorgen (outbox)",
        "brev som filer, när ingen e-postserver är inställd",
        "tills den som sköter tjänsten tar bort dem",
    ),
    ("säkerhetskopior", "allt ovan, som det var när kopian togs", "tills kopian tas bort"),
    ("loggen", "inga namn, adresser eller länkar; adresser stryks innan raden skrivs", "enligt serverns inställning"),
    ("organisationsfilen", "kontaktpersoner, ersättare, samordnare", "så länge kommunen behåller filen"),
)
"""Where personal data are outside the database: (where, what, how long)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register of personal data."""

    column: str
    what: str
    kind: DataKind
    why: str
    time: str


def register(entries: Iterable[Personal], decisions: Mapping[DataKind, Decision]) -> tuple[Entry, ...]:
    """The register of personal data, in the order of the kinds."""
    order = list(DataKind)
    lines = [
        Entry(f"{e.table}.{e.column}", what(e), e.kind, WHY[e.kind], how_long(e.kind, decisions.get(e.kind)))
        for e in entries
    ]
    return tuple(sorted(lines, key=lambda line: order.index(line.kind)))


def paper(lines: Sequence[Entry], organisation: Organisation, today: dt.date) -> Paper:
    """The register as a report: a chapter for each kind, and what lies outside the database."""
    blocks: list[Block] = []
    for kind in dict.fromkeys(line.kind for line in lines):
        mine = [line for line in lines if line.kind is kind]
        blocks += [
            Heading(1, NAMES[kind]),
            Text(f"Varför: {mine[0].why}"),
            Text(f"Hur länge: {mine[0].time}"),
            Grid(NAMES[kind], ("Var", "Vad"), tuple((line.column, line.what) for line in mine)),
        ]
    outside = Grid("Utanför databasen", ("Var", "Vad", "Hur länge"), OUTSIDE)
    return Paper(
        "Personuppgifter i Bidragsvakt", organisation.name, today, (*blocks, Heading(1, outside.name), outside)
    )


def what(entry: Personal) -> str:
    """What a column holds, in Swedish."""
    return _WHAT[entry.role] + (" (ersättaren)" if entry.group == "deputy" else "")


def how_long(kind: DataKind, decision: Decision | None) -> str:
    """How long data of a kind are kept."""
    if kind in _OWN_TIME:
        return _OWN_TIME[kind]
    if decision is None:
        return "Tills vidare: inget gallringsbeslut är inlagt."
    return f"{plural(decision.months, 'månad', 'månader')}, gallringsbeslut {decision.reference}."


def identity(texts: Collection[str], organisation: Organisation, pairs: Iterable[tuple[str, str]]) -> Identity:
    """Everything that the person meant by these ids, addresses and login names is known by.

    ``pairs`` are ids with the addresses that have been used for them. An address leads to its ids; an id leads to an
    address only while it has had no other, since the next holder of a role takes over the id.
    """
    asked = {folded(text) for text in texts if text.strip()}
    known = _people(organisation)
    addresses_of: dict[str, set[str]] = defaultdict(set)
    for contact_id, address in (*pairs, *((i, a) for i, a, _ in known)):
        addresses_of[folded(contact_id)].add(folded(address))
    ids, addresses = set(asked), {text for text in asked if "@" in text}
    addresses |= {a for i, a, _ in known if i in asked}
    addresses |= {a for i in asked if len(addresses_of[i]) == 1 for a in addresses_of[i]}
    ids |= {i for i, found in addresses_of.items() if found & addresses}
    return Identity(
        ids=frozenset(ids),
        addresses=frozenset(addresses),
        names=frozenset(name for _, a, name in known if a in addresses and len(name.split()) > 1),
        shared=frozenset(i for i in ids if addresses_of[i] - addresses) if addresses else frozenset(),
    )


def people(organisation: Organisation) -> frozenset[str]:
    """The ids and addresses of everybody who has a part in the organisation, in lower case."""
    return frozenset(text for i, a, _ in _people(organisation) for text in (i, a)) | {COORDINATOR}


def cleaned(text: str, organisation: Organisation) -> str:
    """A text without mail addresses and without the full names of the organisation's people."""
    text = redacted(text)
    for name in sorted({n for _, _, n in _people(organisation) if len(n.split()) > 1}, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", "‹namn›", text, flags=re.IGNORECASE)
    return text


def _people(organisation: Organisation) -> list[tuple[str, str, str]]:
    """(id, address, name) of contacts, deputies and the coordinator; ids and addresses in lower case."""
    contacts = [c for d in organisation.departments for c in d.contacts]
    found = [(folded(c.id), folded(c.email), c.name) for c in contacts]
    deputies = [c.deputy for c in contacts if c.deputy]
    persons = [*deputies, *([organisation.coordinator] if organisation.coordinator else [])]
    found += [(folded(p.email), folded(p.email), p.name) for p in persons]
    if organisation.coordinator:
        found.append((COORDINATOR, folded(organisation.coordinator.email), organisation.coordinator.name))
    return list(dict.fromkeys(found))
