"""HTML from outside into plain text and headed sections. The only home of nh3.

nh3 (a real HTML parser in Rust) first reduces anything to well-formed markup of a dozen tags; only then are patterns
used. Markup of a few plain tags, nearly all there is, is taken apart by the patterns alone.
"""

from __future__ import annotations

import html
import re

import nh3

from db.records import Section
from watcher.parse.text import clean, one_line

_BLOCKS = (
    *("p", "br", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "div", "table", "tr", "dl", "dt", "dd", "hr"),
    *("main", "section", "article", "header", "footer", "aside", "blockquote", "figure", "figcaption", "address"),
)
"""Tags that begin a line of their own: without them a label would be glued to its value (*Deadline date22 …*)."""
_KEPT = {*_BLOCKS, "td", "th", "sup"}
_HEADING = "topicdescriptionkind"
"""The class of the paragraph that heads a section of a portal description."""

_FOOTNOTE = re.compile(r"<sup>\s*\[?\d{1,3}\]?\s*</sup>")
_MARK = re.compile(r"\[\d{1,2}\]")
_ITEM = re.compile(r"<li\b[^>]*>")
_BREAK = re.compile(rf"</?(?:{'|'.join(_BLOCKS)})\b[^>]*>")
_CELL = re.compile(r"</?t[dh]\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_DASH_ALONE = re.compile(r"–\s*\n+")
"""An item whose text is a paragraph of its own."""
_SECTION = re.compile(r"<(?P<tag>p|h[1-6]) class=\"" + _HEADING + r"\"[^>]*>(?P<heading>.*?)</(?P=tag)>", re.DOTALL)


MAX_TAGS = 20_000
"""Deeply nested tags cost the parser quadratic time (100,000 took over 10 s); the longest real text has under 2,000."""


_UNUSUAL = re.compile(r"<(?!/?(?:p|br|ul|ol|li|strong|b|em|i|u|a|span|sup|div|h[1-6]|table|tbody|tr|td|th)\b[^<>]*>)")
"""Anything but a whole, plain tag. Text without it needs no parser: tags are only taken out of it, never shown."""


def _reduced(markup: str) -> str:
    if markup.count("<") > MAX_TAGS:
        markup = _TAG.sub(" ", markup)
    if not _UNUSUAL.search(markup):
        return markup
    return nh3.clean(
        markup,
        tags=_KEPT,
        attributes={t: {"class"} for t in ("p", "h1", "h2", "h3", "h4")},
        clean_content_tags={"script", "style"},
        link_rel=None,
    )


def _plain(reduced: str) -> str:
    text = _MARK.sub("", _FOOTNOTE.sub("", reduced))
    text = _CELL.sub(" ", _BREAK.sub("\n", _ITEM.sub("\n– ", text)))
    text = clean(html.unescape(_TAG.sub("", text)))
    return _DASH_ALONE.sub("– ", text.replace("\n\n– ", "\n– ")) if "–" in text else text


def to_text(markup: str) -> str:
    """The plain text: blocks on lines of their own, list items begin with a dash, footnote marks gone."""
    return _plain(_reduced(markup)) if "<" in markup or "&" in markup else clean(markup)


def to_sections(markup: str) -> tuple[Section, ...]:
    """The text in its headed parts, in order; a part without any text is left out."""
    reduced = _reduced(markup)
    found: list[Section] = []
    heading, start = "", 0
    for mark in _SECTION.finditer(reduced):
        found.append(Section(heading, _plain(reduced[start : mark.start()])))
        heading, start = one_line(_TAG.sub("", mark["heading"])).rstrip(": "), mark.end()
    found.append(Section(heading, _plain(reduced[start:])))
    return tuple(s for s in found if s.text)


def safe_html(markup: str) -> str:
    """Markup that may be shown: no scripts, styles, images or handlers; links only to http(s) and mail."""
    return nh3.clean(
        markup,
        tags={"p", "br", "ul", "ol", "li", "strong", "em", "a"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
