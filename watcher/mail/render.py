"""Templates into the three parts of a mail."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from functools import lru_cache, partial
from importlib.resources import files
from typing import Protocol

from css_inline import CSSInliner
from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from watcher.mail.letterhead import Letterhead
from watcher.mail.message import Rendered
from watcher.rules.language import language


class View(Protocol):
    """What any mail's templates are given, as ``v``; its letterhead also as ``head``."""

    @property
    def head(self) -> Letterhead: ...


_WIDTH = 72
_PAIR = re.compile(r"\[(?=\[)")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_TOGETHER = re.compile(
    r"(?<=\d) (?=[\d%]|[A-Za-z]+ \d{4}\b|[mb]il[jl]|euro|kronor|dagar|arbetsdag|working|days)"
    r"|(?<=kl\.|.at) (?=\d\d[.:])"
)


def rendered(kind: str, view: View) -> Rendered:
    """The three parts of a kind of mail, which is also the name of its folder of templates."""
    environment = _environment(view.head.locale)
    subject, text, html = (
        environment.get_template(f"{kind}/{name}").render(v=view, head=view.head)
        for name in ("subject.txt", "body.txt", "body.html")
    )
    return Rendered(" ".join(subject.split()), _squeezed(text), inlined(html))


def inlined(html: str) -> str:
    """Styles on the elements themselves. The media queries that stay go last in the head, where the inliner puts them
    first: browsers look for the character set in the first kilobyte only."""
    done = _inliner().inline(html)
    begin, end = done.find("<style>"), done.find("</style>") + len("</style>")
    if begin < 0:
        return done
    return (done[:begin] + done[end:]).replace("</head>", done[begin:end] + "</head>", 1)


def _squeezed(text: str) -> str:
    """At most two blank lines in a row, none at either end: macros and blocks leave more."""
    return re.sub(r"\n{4,}", "\n\n\n", text).strip() + "\n"


@lru_cache(maxsize=2)
def _environment(locale: str) -> Environment:
    """``t`` says a phrase of the house in the language; templates have no words of their own."""
    lang = language(locale)
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=unmarked,
    )
    environment.filters["wrapped"] = wrapped
    environment.globals.update(t=lang.say, mark=_mark, locale=lang.CODE, lang=partial(_spoken, lang.CODE))
    environment.globals.update(
        card=_kept(environment, "parts/macros.html", "call_card"),
        card_text=_kept(environment, "parts/macros.txt", "call_text"),
    )
    return environment


def _kept(environment: Environment, template: str, macro: str) -> Callable[..., str]:
    """A macro whose results are kept: colleagues get the same calls, and a card is most of the work of a mail.

    What it gives is marked as safe in plain text, too: its values have been through ``unmarked`` already, and its own
    marks for links stay.
    """
    written = getattr(environment.get_template(template).module, macro)
    return lru_cache(maxsize=2048)(lambda *values: Markup(written(*values)))


def _spoken(locale: str, code: str) -> Markup:
    """The attribute of an element whose language is not the mail's: screen readers change voice by it."""
    return Markup("") if code == locale else Markup(' lang="{}"').format(code)


def _mark(purpose: str, *about: int | str) -> Markup:
    """Where ``mail.links`` puts a signed address when the mail leaves; ``about`` is the call and the word pressed."""
    return Markup("[[link:{}]]").format(":".join(map(str, (purpose, *about))))


def unmarked(value: object) -> object:
    """A value without ``[[``: marks for signed links stand in templates only, never in what came from outside."""
    if isinstance(value, str) and "[[" in value and not hasattr(value, "__html__"):
        return _PAIR.sub("[ ", value)
    return value


def _source(name: str) -> str:
    return (files("watcher.mail") / "templates" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _inliner() -> CSSInliner:
    """Nothing is ever loaded from the network; media queries stay in the style element."""
    return CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


@lru_cache(maxsize=4096)
def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Fold a text at 72 columns with an indent; addresses, dates and amounts are never broken."""
    rest = " " * len(first) if rest is None else rest
    folded = textwrap.fill(
        _TOGETHER.sub(_NO_BREAK, text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return folded.replace(_NO_BREAK, " ")
