"""What the portal has announced of a topic since it was published (``latestInfos``). Pure.

That the field holds a list of notes, as JSON in a text, is recorded; the names inside a note are not. So a note's
text is taken to be its longest one, and a note without any says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from watcher.parse import html


def announced(notes: Iterable[Any]) -> tuple[str, ...]:
    """The notes as plain texts, each once, in the portal's order."""
    return tuple(dict.fromkeys(text for note in notes if isinstance(note, dict) and (text := _text(note))))


def _text(note: dict[str, Any]) -> str:
    texts = (html.to_text(value) for value in note.values() if isinstance(value, str))
    return max((t for t in texts if " " in t), key=len, default="")
