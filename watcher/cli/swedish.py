"""Click's own words in Swedish: headings of help texts, and what is wrong with a command line."""

from __future__ import annotations

from collections.abc import Iterable

import click

_HEADINGS = {"Options": "Flaggor", "Commands": "Kommandon", "Usage": "Användning"}
_TEXTS = {"Show this message and exit.": "Visa den här hjälpen.", "Show the version and exit.": "Visa versionen."}


class Formatter(click.HelpFormatter):
    """Writes help texts with Swedish headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        words = args.replace("[OPTIONS]", "[FLAGGOR]").replace("COMMAND [ARGS]...", "KOMMANDO …")
        super().write_usage(prog, words, prefix or "Användning: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        swedish = [(name, _TEXTS.get(text, text).replace("[default: ", "[annars ")) for name, text in rows]
        super().write_dl(swedish, col_max, col_spacing)


def complaint(error: click.ClickException) -> str:
    """What is wrong, in Swedish; what nobody foresaw stays in click's words."""
    match error:
        case click.NoSuchOption():
            near = f" Menade du {' eller '.join(error.possibilities)}?" if error.possibilities else ""
            return f"flaggan {error.option_name} finns inte.{near}"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else "något"
            return f"{name} saknas."
        case click.BadParameter():
            name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else "ett värde"
            return f"{name} är fel: {error.message}"
        case click.UsageError() if error.message.startswith("No such command"):
            return f"kommandot {error.message.split(chr(39))[1]!r} finns inte."
        case _:
            return error.format_message()
