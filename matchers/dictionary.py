"""A general Swedish–English dictionary for words that no term list has: Folkets lexikon, from the package svlang.

The only home of svlang (code MIT; the dictionary CC BY-SA 2.5, https://folkets-lexikon.csc.kth.se): its data file is
read where it is installed, nothing of it is copied here and none of its code is run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

_MOST = 4
"""Translations kept of a word: common words have dozens, and the later ones are rare senses."""


def parse(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Swedish word → English words, in the file's order; rows of another shape are skipped, they are not ours."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        swedish, tab, english = line.rstrip("\r\n").partition("\t")
        if tab and english and not line.startswith(("#", "-")) and " " not in swedish:
            found[swedish.lower()].append(english)
    return {word: tuple(dict.fromkeys(english))[:_MOST] for word, english in found.items()}


@cache
def folkets() -> Mapping[str, tuple[str, ...]]:
    """The installed dictionary; empty when the package is not installed."""
    try:
        data = files("svlang") / "data" / "folkets_sv_en.tsv"
    except ModuleNotFoundError:
        return {}
    return parse(data.read_text(encoding="utf-8").splitlines())
