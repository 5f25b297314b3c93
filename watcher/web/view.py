"""A page as the template needs it: finished Swedish texts and the forms below them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Form:
    """One button. ``action`` is relative to the page; empty posts to the page itself.

    ``grounds`` are the reasons to choose from, as value and words; with them comes a field for a note.
    """

    button: str
    heading: str = ""
    text: str = ""
    action: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    grounds: tuple[tuple[str, str], ...] = ()
    quiet: bool = False
    """Whether the button is the lesser one of the page, such as *Ångra*."""


@dataclass(frozen=True, slots=True)
class Page:
    """``whose`` says in a line whose link it is. Never an address of a person."""

    title: str
    lines: tuple[str, ...] = ()
    whose: str = ""
    call: str = ""
    call_lang: str = "sv"
    call_url: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    forms: tuple[Form, ...] = field(default=())


NEUTRAL = Page(
    "Länken gäller inte",
    (
        "Den är ofullständig, för gammal eller har ersatts av en nyare.",
        "Använd länken i ditt senaste brev, eller svara på brevet så hjälper vi dig.",
    ),
)
"""What every link that does not hold shows, the same whatever is wrong with it."""

BUSY = Page(
    "Det går inte just nu", ("Inget har ändrats. Försök igen om en stund – länken i brevet fungerar fortfarande.",)
)
