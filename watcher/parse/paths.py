"""Dotted paths into JSON: ``data.calls``, ``dates.0.end``, ``tags.*.name``. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from watcher.parse.html import to_text

MAX_VALUES = 10_000
"""A path with stars stops at so many values."""


def steps_of(path: str) -> tuple[str, ...]:
    r"""The steps of a path; ``\.`` is a dot in a name. A path of ``.`` or nothing is the value itself."""
    marked = path.strip().replace(r"\.", "\0")
    return tuple(step.replace("\0", ".") for step in marked.split(".") if step)


def problem_of(path: str) -> str | None:
    """What is wrong with a path as written, for people; None when nothing is."""
    if not path.strip() or (path.strip() != "." and ".." in path.replace(r"\.", "")):
        return "ska vara en väg med punkter, till exempel data.title"
    return None


def values(value: Any, path: str) -> list[Any]:
    """All values at a path, without nulls; none where it leads nowhere."""
    found: list[Any] = []
    for one in _walk(value, steps_of(path)):
        if one is not None:
            found.append(one)
        if len(found) >= MAX_VALUES:
            break
    return found


def _walk(value: Any, steps: tuple[str, ...]) -> Iterator[Any]:
    if not steps:
        yield value
        return
    step, rest = steps[0], steps[1:]
    if step == "*" and isinstance(value, list | dict):
        for child in value if isinstance(value, list) else value.values():
            yield from _walk(child, rest)
    elif isinstance(value, dict) and step in value:
        yield from _walk(value[step], rest)
    elif isinstance(value, list) and step.lstrip("-").isdecimal() and -len(value) <= int(step) < len(value):
        yield from _walk(value[int(step)], rest)


def items_at(value: Any, path: str) -> list[Any] | None:
    """The list at a path; None when there is none."""
    found = values(value, path)
    return found[0] if len(found) == 1 and isinstance(found[0], list) else None


def text_at(value: Any, path: str, separator: str = "; ") -> str:
    """The text at a path, numbers included, markup made plain; several are joined, ``""`` when there is none."""
    return separator.join(text for one in values(value, path) if (text := _text(one)))


def texts_at(value: Any, path: str) -> tuple[str, ...]:
    """Each text at a path; a list at its end counts as its members."""
    found = [m for one in values(value, path) for m in (one if isinstance(one, list) else [one])]
    return tuple(text for one in found if (text := _text(one)))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return to_text(value)
    if isinstance(value, list):
        return "; ".join(text for one in value if not isinstance(one, list | dict) and (text := _text(one)))
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
