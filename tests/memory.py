"""How much memory a piece of work takes, at its height."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass
class Growth:
    """``kb`` is how many kB the process's memory was above its start at most, known when the block has ended."""

    kb: int = 0


@contextmanager
def memory_growth() -> Iterator[Growth]:
    """Measure a block. On Linux the system's high-water mark is set back first, so that what earlier tests took does
    not hide what this block takes; elsewhere the growth is the one beyond all earlier heights."""
    growth = Growth()
    if _RESET.exists():
        _RESET.write_text("5", encoding="ascii")
    before = _height()
    yield growth
    growth.kb = _height() - before


def _height() -> int:
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
