"""From words on the command line to an exit code: the global options, the commands and what goes wrong."""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
from importlib import import_module

import click

from watcher import clock
from watcher.cli.app import App
from watcher.cli.swedish import Formatter, complaint
from watcher.errors import UsageError, WatcherError
from watcher.log import configure

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("watcher.cli.start", "Skapa startfiler: settings.toml, sources.toml och organisation.toml."),
    "crawl": ("watcher.cli.crawl", "Hämta utlysningar från källorna."),
    "match": ("watcher.cli.match", "Poängsätt utlysningarna mot utvecklingsområdena."),
    "digest": ("watcher.cli.digest", "Bygg, förhandsgranska och slå upp veckobreven."),
    "deliver": ("watcher.cli.deliver", "Lämna breven i kön till utkorgen eller e-postservern."),
    "mail": ("watcher.cli.mail", "Prova att skicka brev."),
    "run": ("watcher.cli.round", "En hel runda: hämta, matcha, bygg och skicka."),
    "serve": ("watcher.cli.serve", "Kör som tjänst."),
    "web": ("watcher.cli.web", "Sidorna bakom länkarna i breven."),
    "sources": ("watcher.cli.sources", "Lista och prova källor."),
    "calls": ("watcher.cli.calls", "Lista och visa utlysningar."),
    "consider": ("watcher.cli.consider", "Överväganden: lista, ta ställning, ångra, följ upp."),
    "project": ("watcher.cli.project", "Projekt: registrera, ändra, läs in och skriv ut."),
    "application": ("watcher.cli.application", "Inlämnade ansökningar."),
    "activity": ("watcher.cli.activity", "Övrigt internationellt arbete."),
    "report": ("watcher.cli.report", "Årsrapport och rapport för mandatperioden."),
    "org": ("watcher.cli.org", "Läs in eller skriv ut kommunens organisation."),
    "tune": ("watcher.cli.tune", "Ställ in vad som är en träff, och pröva på veckorna som varit."),
    "areas": ("watcher.cli.areas", "Lista utvecklingsområden och förklara dem som inte får träffar."),
    "contacts": ("watcher.cli.contacts", "Vilka som får brev: studsar, uppehåll, avanmälan."),
    "privacy": ("watcher.cli.privacy", "Personuppgifter: register, utdrag, radering och beslutslogg."),
    "tidy": ("watcher.cli.tidy", "Gallring enligt kommunens beslut."),
    "hold": ("watcher.cli.hold", "Vänteläge efter en återställning: visa och släpp."),
    "db": ("watcher.cli.database", "Säkerhetskopiera och återställ databasen."),
    "status": ("watcher.cli.status", "Hur står det till? Slutar med 1 när någon måste göra något."),
    "demo": ("watcher.cli.demo", "En hel runda för en exempelkommun, utan nät."),
    "terms": ("watcher.cli.terms", "Kommunens egna termer och ord som saknar översättning."),
    "eval": ("watcher.cli.evaluate", "Mät matcharen på bedömda data."),
}


class Lazy(click.Group):
    """Loads a command's module when the command is called."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = import_module(COMMANDS[name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Kommandon"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.group(cls=Lazy, name="bidragsvakt", context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON på stdout.")
@click.option("--now", metavar="ISO-TID", help="Låtsas att det är denna tid (utan zon: Europe/Stockholm).")
@click.version_option(package_name="bidragsvakt", prog_name="bidragsvakt")
def bidragsvakt(as_json: bool, now: str | None) -> None:
    """Bidragsvakt bevakar EU-utlysningar åt kommuner och skickar veckobrev till kontaktpersonerna."""
    del as_json, now  # read in run(), where they may stand anywhere


def run(words: list[str]) -> int:
    """Run a command and give its exit code. What goes wrong is one sentence on stderr (in JSON on stdout, too)."""
    as_json = False
    try:
        words, as_json, now = _global_options(words)
        configure(logging.WARNING)
        click.Context.formatter_class = Formatter
        app = App(as_json, now)
        result = bidragsvakt.main(words, prog_name="bidragsvakt", standalone_mode=False, obj=app)
        return result if isinstance(result, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.ClickException as error:
        return _complain(f"{complaint(error)} Se bidragsvakt --help.", 2, as_json)
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _complain("avbrutet", 1, as_json)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - whoever read has gone; the interpreter still flushes
        return 1
    except Exception as error:
        code = _code(error)
        if code is None:
            raise
        return _complain(str(error), code, as_json)


def _global_options(words: list[str]) -> tuple[list[str], bool, dt.datetime | None]:
    """``--json`` and ``--now TIME`` work before and after the command. Raises UsageError."""
    rest: list[str] = []
    as_json, now = False, None
    remaining = iter(words)
    for word in remaining:
        if word == "--":
            return [*rest, word, *remaining], as_json, now
        if word == "--json":
            as_json = True
        elif word == "--now" or word.startswith("--now="):
            now = _time(word.partition("=")[2] if "=" in word else next(remaining, ""))
        else:
            rest.append(word)
    return rest, as_json, now


def _time(text: str) -> dt.datetime:
    try:
        return clock.parse_now(text)
    except ValueError as error:
        raise UsageError(f"--now ska vara en tid som 2026-11-23T07:00, inte {text!r}") from error


def _code(error: Exception) -> int | None:
    """The exit code of an error of ours; None for one that nobody foresaw."""
    from db.errors import DbError

    ours = isinstance(error, WatcherError | DbError)
    return int(getattr(error, "exit_code", 1)) if ours else None


def _complain(message: str, code: int, as_json: bool) -> int:
    if as_json:
        import json

        print(json.dumps({"error": message, "exit_code": code}, ensure_ascii=False))
    print(f"Fel: {message}", file=sys.stderr)
    return code
