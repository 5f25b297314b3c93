"""The pages of unsubscribing and of the settings of one's mail. Pure."""

from __future__ import annotations

from db.records import Standing, StandingState
from watcher.desk.wishes import PAUSES, Reached, undo_detail
from watcher.rules.swedish import date_text
from watcher.web.standview import Undo
from watcher.web.view import Form, Page


def unsubscribe_page(found: Reached, undo: Undo) -> Page:
    """One button; when it was pressed, what stands and how to take it back."""
    if found.standing is not None and found.standing.state is StandingState.UNSUBSCRIBED:
        return Page("Du får inga fler brev", (_stands(found.standing),), _whose(found), forms=_undo(found, undo))
    return Page(
        "Avsluta breven",
        ("Du får inga fler brev från Bidragsvakt. Du kan ångra dig i 30 dagar.",),
        _whose(found),
        forms=(Form("Avsluta breven"),),
    )


def preferences_page(found: Reached, undo: Undo) -> Page:
    """A pause of a few weeks, no more mail, or mail again."""
    forms = [_pause(weeks) for weeks in PAUSES]
    if found.standing is None:
        forms.append(Form("Avsluta breven", fields=(("wish", "unsubscribe"),), quiet=True))
    elif found.standing.state is StandingState.PAUSED:
        forms.append(Form("Skicka brev igen", fields=(("wish", "resume"),)))
    else:
        forms = list(_undo(found, undo))
    said = _stands(found.standing) if found.standing else "Du får breven som vanligt."
    return Page("Dina brev", (said,), _whose(found), forms=tuple(forms))


def _pause(weeks: int) -> Form:
    return Form(f"Gör uppehåll i {weeks} veckor", fields=(("wish", "pause"), ("weeks", str(weeks))), quiet=True)


def _undo(found: Reached, undo: Undo) -> tuple[Form, ...]:
    if not found.can_undo or found.standing is None:
        return ()
    return (Form("Ångra", action=undo(undo_detail(found.standing)), quiet=True),)


def _stands(said: Standing) -> str:
    match said.state:
        case StandingState.UNSUBSCRIBED:
            return "Breven är avslutade."
        case StandingState.PAUSED:
            return f"Uppehåll till och med {date_text(said.until)}." if said.until else "Uppehåll tills vidare."
        case StandingState.BOUNCED:
            return "Breven studsar: svara på ett äldre brev eller vänd dig till samordnaren."
    return "Du får breven som vanligt."


def _whose(found: Reached) -> str:
    parts = f" ({', '.join(found.parts)})" if found.parts else ""
    return f"Länken tillhör {found.name}{parts}." if found.name else ""
