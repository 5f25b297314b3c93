"""The pages of *Söker · Bevakar · Avstår*. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from db.workrecords import Consideration, Stand
from watcher.clock import STOCKHOLM
from watcher.desk.clicks import About
from watcher.desk.stands import Asked, Choice, undo_detail
from watcher.rules.considering import GROUNDS_WORDS, STAND_WORDS
from watcher.rules.deadlines import next_deadline
from watcher.rules.swedish import capital, date_text, deadline_text, joined
from watcher.web.view import Form, Page

Undo = Callable[[str], str]
"""Gives the address of a page that takes back, from a link's ``detail``."""


def stand_page(asked: Asked, undo: Undo, now: dt.datetime) -> Page:
    """One form a department for what the link asks, and one for taking back what stands."""
    forms = tuple(form for choice in asked.choices for form in _forms(asked.wanted, choice, undo))
    recorded = any(c.consideration and c.consideration.stand is not Stand.NEW for c in asked.choices)
    title = "Ert ställningstagande" if asked.wanted is None or recorded else capital(STAND_WORDS[asked.wanted])
    return Page(
        title=title,
        whose=whose(asked.about),
        call=asked.about.call.facts.title,
        call_lang=asked.about.call.facts.language,
        call_url=asked.about.call.facts.url,
        facts=(*_last_day(asked, now), *((c.department.name, _stands(c.consideration)) for c in asked.choices)),
        forms=forms,
    )


def whose(about: About) -> str:
    """Whose link it is, for who got a mail that was forwarded."""
    names = joined([d.name for d in about.whose.departments])
    return f"Länken tillhör {about.whose.name}" + (f" ({names})." if names else ".")


def _forms(wanted: Stand | None, choice: Choice, undo: Undo) -> list[Form]:
    item, forms = choice.consideration, []
    if wanted is not None and (item is None or item.stand is not wanted):
        forms.append(_take(wanted, choice))
    if item is not None and choice.undo is not None:
        text = f"{choice.department.name}: {_stands(item)}."
        forms.append(Form("Ångra", text=text, action=undo(undo_detail(item.id, choice.undo)), quiet=True))
    return forms


def _take(wanted: Stand, choice: Choice) -> Form:
    word = STAND_WORDS[wanted]
    grounds = tuple((g.value, capital(words)) for g, words in GROUNDS_WORDS.items()) if wanted is Stand.DECLINED else ()
    return Form(
        button=f"Spara: {choice.department.name} {word}",
        fields=(("department", choice.department.id),),
        grounds=grounds,
    )


def _last_day(asked: Asked, now: dt.datetime) -> tuple[tuple[str, str], ...]:
    coming = next_deadline(asked.about.call.facts.deadlines, now)
    return (("Sista dag", deadline_text(coming)),) if coming else ()


def _stands(item: Consideration | None) -> str:
    if item is None or item.stand is Stand.NEW:
        return "inget ställningstagande än"
    said = STAND_WORDS[item.stand]
    if item.grounds:
        said += f" – {GROUNDS_WORDS[item.grounds]}"
    return f"{said}, sparat {date_text(item.taken.astimezone(STOCKHOLM).date())}" if item.taken else said
