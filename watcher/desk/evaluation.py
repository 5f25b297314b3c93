"""Measuring a matcher on judged data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from matchers import evaluate
from matchers.errors import MatcherError, UnknownMatcher
from watcher.errors import ConfigError, UsageError


def run(
    areas: Path,
    calls: Sequence[Path],
    qrels: Sequence[Path],
    *,
    matcher: str = "tfidf",
    run_path: Path | None = None,
    cache: Path | None = None,
    plot: Path | None = None,
    marks: int | None = None,
    progress: Callable[[str, int, int], None] = lambda _what, _done, _total: None,
) -> dict[str, object]:
    """The figures, by the names they are printed with. Raises UsageError and ConfigError, naming file and line."""
    aids = evaluate.Aids(cache, lambda done, total: progress("encode", done, total))
    try:
        return evaluate.run(areas, calls, qrels, matcher=matcher, run_path=run_path, aids=aids, plot=plot, marks=marks)
    except UnknownMatcher as error:
        raise UsageError(str(error)) from error
    except (MatcherError, OSError) as error:
        raise ConfigError(str(error)) from error
