"""``bidragsvakt mail test``."""

from __future__ import annotations

import click

from watcher.build import way_out
from watcher.cli.app import App
from watcher.config.masking import masked
from watcher.desk import mailtest
from watcher.jobs.patience import forget_relay
from watcher.mail.transport import Verdict


@click.group("mail")
def command() -> None:
    """Prova att skicka brev."""


@command.command("test")
@click.argument("address", metavar="ADRESS")
@click.pass_obj
def test(app: App, address: str) -> int:
    """Skicka ett provbrev till ADRESS, steg för steg, och säg vad som ska rättas om det inte går."""
    steps: list[str] = []
    with app.deps() as deps:
        mail = mailtest.letter(deps.settings, address, app.now)
        way = way_out(deps.settings, pretended=app.pretended is not None, watch=steps.append)
        outcome = way.send(mail)
        way.close()
        if outcome.verdict is Verdict.SENT:
            forget_relay(deps.database, deps.settings)
    where = "" if deps.settings.smtp_url else f"Ingen smtp_url är inställd: brevet ligger i {deps.settings.outbox}."
    detail, advice = masked(outcome.detail), mailtest.ADVICE[outcome.verdict]
    steps += [where] if where else []

    def people() -> None:
        for number, step in enumerate(steps, 1):
            click.echo(f"{number}. {step}")
        click.echo(f"Gick bra: {detail or 'brevet är skrivet'}." if not advice else f"Gick inte: {detail}.\n{advice}")

    app.answer({"verdict": outcome.verdict.value, "steps": steps, "detail": detail, "advice": advice}, people)
    return 0 if outcome.verdict is Verdict.SENT else 1
