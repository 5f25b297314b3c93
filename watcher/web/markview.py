"""The pages of *relevant / inte relevant*. Pure."""

from __future__ import annotations

from watcher.desk.relevance import Asked, Marked, undo_detail
from watcher.web.standview import Undo, whose
from watcher.web.view import Form, Page

_WORDS = {True: "relevant", False: "inte relevant"}


def mark_page(asked: Asked, undo: Undo) -> Page:
    """One form an area for what the link says, and one for taking back the mark that counts."""
    facts = asked.about.call.facts
    return Page(
        title="Är träffen relevant?",
        whose=whose(asked.about),
        lines=("Märket lär matchningen vad som passar ert utvecklingsområde.",),
        call=facts.title,
        call_lang=facts.language,
        call_url=facts.url,
        facts=tuple((m.area.title, _said(m)) for m in asked.areas),
        forms=tuple(form for m in asked.areas for form in _forms(asked.wanted, m, undo)),
    )


def _said(marked: Marked) -> str:
    return _WORDS[marked.mark.relevant] if marked.mark else "inte märkt"


def _forms(wanted: bool | None, marked: Marked, undo: Undo) -> list[Form]:
    forms = []
    if wanted is not None and (marked.mark is None or marked.mark.relevant is not wanted):
        forms.append(Form(f"Spara: {_WORDS[wanted]} för {marked.area.title}", fields=(("area", marked.area.id),)))
    if marked.mark is not None:
        text = f"{marked.area.title}: märkt {_said(marked)}."
        forms.append(Form("Ångra", text=text, action=undo(undo_detail(marked.mark.id)), quiet=True))
    return forms
