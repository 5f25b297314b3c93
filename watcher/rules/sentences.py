"""A phrase in the sentence it stands in, for reasons that can be read. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

LIMIT = 200
"""Characters of a sentence that are shown: about two lines on a telephone."""

_END = re.compile(r"(?:(?<=[a-zåäö)\d”\"]{2})|(?<=[A-Z]{2}))[.!?][”\")]?(?=\s+[^\sa-zåäö])|\n\s*\n|\n(?=\s*[-–•*\d])")
"""Where a sentence ends: a full stop after a word (not after *e.g.*), an empty line, the next item of a list."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence in three parts, on one line; ``…`` stands where it was cut."""

    before: str
    hit: str
    after: str

    @property
    def text(self) -> str:
        return self.before + self.hit + self.after

    @property
    def start(self) -> int:
        """Where the hit begins in ``text``; it ends at ``end``."""
        return len(self.before)

    @property
    def end(self) -> int:
        return len(self.before) + len(self.hit)

    def marked(self, left: str = "«", right: str = "»") -> str:
        """The sentence with the hit between two signs."""
        return f"{self.before}{left}{self.hit}{right}{self.after}"


def in_sentence(text: str, phrase: str, limit: int = LIMIT) -> Snippet | None:
    """The first place where the text shows the phrase as whole words, in any case and over line ends.

    The sentence around it is cut at words to about ``limit`` characters, the hit kept. None where it does not stand.
    """
    words = phrase.split()
    if not words:
        return None
    written = r"\s+".join(map(re.escape, words))
    found = re.search(rf"(?<!\w){written}(?!\w)", text, re.IGNORECASE)
    if not found:
        return None
    near = max(0, found.start() - 4 * limit)
    start = max((e.end() for e in _END.finditer(text, near, found.start())), default=near)
    stop = _END.search(text, found.end(), found.end() + 4 * limit)
    end = stop.end() if stop else min(len(text), found.end() + 4 * limit)
    before, after = _line(text[start : found.start()]).lstrip("-–•* "), _line(text[found.end() : end]).rstrip()
    return _cut(before, _line(found.group()), after, limit)


def _cut(before: str, hit: str, after: str, limit: int) -> Snippet:
    """Room is shared by halves; what one side does not need the other gets."""
    room = max(0, limit - len(hit))
    left = min(len(before), max(room // 2, room - len(after)))
    right = min(len(after), room - left)
    if left < len(before):
        kept = before[len(before) - left :] if left else ""
        before = "… " + (kept.partition(" ")[2] if not before[len(before) - left - 1].isspace() else kept)
    if right < len(after):
        kept = after[:right]
        after = (kept.rpartition(" ")[0] if not after[right].isspace() else kept).rstrip(",;:–- ") + " …"
    return Snippet(before, hit, after)


def _line(text: str) -> str:
    """White space as single spaces; a space at either end stays, it separates the hit from its neighbours."""
    return re.sub(r"\s+", " ", text)
