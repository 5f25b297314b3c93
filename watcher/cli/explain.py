"""``bidragsvakt match explain``."""

from __future__ import annotations

import sys
from typing import Any

import click

from db.records import Reason
from watcher.cli.app import App
from watcher.cli.words import BANDS
from watcher.desk.matches import Explanation, explain_one
from watcher.desk.reports import match_json
from watcher.rules.sentences import Snippet
from watcher.rules.wordpairs import WordPair, word_pairs

_VIA = {"own": "egen term", "term": "ordlistan", "part": "del av ord", "dictionary": "allmän ordbok",
        "same": "samma ord", "near": "närliggande term", "excluded": "uteslutet ord",
        "meaning": "betydelse"}  # fmt: skip
_LEAST = 0.005
"""Smaller shares are told together, as one line with their number and sum; JSON has every reason by itself."""
_NAMED = 2
"""Terms named beside the heaviest by which the same words met."""


@click.command("explain")
@click.argument("call")
@click.argument("area")
@click.pass_obj
def explain(app: App, call: str, area: str) -> None:
    """Visa varför en utlysning träffar ett område. CALL är utlysningens id, AREA områdets."""
    with app.deps() as deps:
        found = explain_one(deps, app.now, call, area)
    app.answer(_json(found), lambda: _show(found))


def _json(found: Explanation) -> dict[str, Any]:
    data: dict[str, Any] = {"area": found.area.id, "call": found.call.facts.key.external_id, "stored": found.stored}
    if not found.match:
        return {**data, "match": None}
    match = match_json(found.match, found.call)
    for reason, evidence in zip(match["reasons"], found.evidence, strict=True):
        snippet = evidence.snippet
        reason["sentence"] = {"text": snippet.text, "start": snippet.start, "end": snippet.end} if snippet else None
    return {**data, "match": match}


def _show(found: Explanation) -> None:
    click.echo(f"{found.call.facts.title}\nmot {found.area.title}\n")
    if found.match is None:
        click.echo("Ingen träff: inga gemensamma begrepp, eller så väger märkningarna tyngre.")
        return
    origin = "som i veckobrevet" if found.stored else "räknad nu mot dagens utlysningar; inte bland områdets träffar"
    click.echo(f"{BANDS[found.match.band].capitalize()} träff, poäng {_number(found.match.score)} ({origin})\n")
    click.echo("Andel   Svenska → Engelska (term, genom)")
    snippets = {e.reason: e.snippet for e in found.evidence}
    pairs = word_pairs(e.reason for e in found.evidence)
    told = [p for p in pairs if abs(p.weight) >= _LEAST or p.heaviest.via == "excluded"]
    for pair in told:
        _show_pair(pair, snippets[pair.heaviest])
    small = [p.weight for p in pairs if p not in told]
    if small:
        click.echo(f"{_number(sum(small)):>6}  {len(small)} mindre bidrag tillsammans")
    click.echo(f"{_number(found.match.score):>6}  summa")


def _show_pair(pair: WordPair, snippet: Snippet | None) -> None:
    reason = pair.heaviest
    if reason.via == "excluded":
        click.echo(f"        Hålls nere: titeln har {reason.english}, och {reason.swedish} är uteslutet för området")
        return
    click.echo(f"{_number(pair.weight):>6}  {reason.swedish} → {reason.english} ({_through(reason)}{_also(pair)})")
    if snippet:
        click.echo(f"        {_highlighted(snippet)}")


def _through(reason: Reason) -> str:
    through = f"märkningen av {reason.mark}" if reason.via == "mark" else _VIA.get(reason.via, reason.via)
    return f"{reason.term}, {through}" if reason.term else through


def _also(pair: WordPair) -> str:
    """The other terms by which the same words met."""
    terms = list(dict.fromkeys(r.term for r in pair.others if r.term != pair.heaviest.term))
    more = f" och {len(terms) - _NAMED} till" if len(terms) > _NAMED else ""
    return f"; även {', '.join(terms[:_NAMED])}{more}" if terms else ""


def _highlighted(snippet: Snippet) -> str:
    if sys.stdout.isatty():
        return f"{snippet.before}{click.style(snippet.hit, bold=True)}{snippet.after}"
    return snippet.marked()


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",").replace("-", "−")
