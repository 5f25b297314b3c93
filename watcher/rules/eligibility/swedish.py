"""Rules over Swedish calls: what their titles and first sentences say of who is meant."""

from __future__ import annotations

from watcher.rules.eligibility import reasons as why
from watcher.rules.eligibility.rule import Rule, rule, said_in_swedish

_PUBLIC = r"\bkommun|\boffentlig|\bregioner\b|\bstäder\b"
_COMPANIES = r"(?:små och medelstora |svenska |elintensiva |innovativa )*(?:företag|bolag)"

RULES: tuple[Rule, ...] = (
    rule(why.RESEARCHERS, r"\bforskarskola|\bdoktorander?\b|\bgraduate school\b|\bpostdok", said_in_swedish),
    rule(
        why.EXPORT,
        r"\bdelegationsresa|\b(?:affärs|export|expansions)(?:möjligheter| ?- ?och \w+möjligheter)\b"
        r"|^(?:lansera|expansion 20\d\d|pitcha på|skala upp din|delta (?:i|på) (?:ledande|sweden|den ledande))"
        r"|\bkapitalanskaffning\b|\bseed track\b|\bglobal innovation accelerator\b|\bledande (?:bransch)?mässan?\b"
        r"|\bmöjlighet för svenska företag att expandera\b|\binnovativa bolag till\b",
        said_in_swedish,
        unless=_PUBLIC,
    ),
    rule(
        why.COMPANIES,
        r"\bdu som representerar ett (?:litet|mindre)\b|\b(?:erbjudande|stöd|bidrag) till små och medelstora företag\b"
        rf"|\briktar sig (?:enbart |bara )?till {_COMPANIES}\b|\belkostnadsstöd\b",
        said_in_swedish,
        unless=_PUBLIC,
    ),
    rule(why.AUTHORITIES, r"^(?:statliga )?myndigheter kan söka\b", said_in_swedish),
    rule(why.INVITED, r"\butlysning av medel till \w+verket\b", said_in_swedish),
)
