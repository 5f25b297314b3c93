"""docs/sources.md tells of the sources as they are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher.config.sourcedocs import generated, renewed
from watcher.config.sourcefile import read_sources, shipped

PAGE = Path(__file__).resolve().parents[3] / "docs" / "sources.md"


def test_the_page_is_up_to_date() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert renewed(text, read_sources(shipped())) == text, "run: make docs"


def test_every_source_stands_in_it_with_its_link() -> None:
    text = generated(read_sources(shipped()))
    for source in read_sources(shipped()).sources:
        assert f"({source.url}) `{source.id}`" in text
    for one in read_sources(shipped()).unwatched:
        assert one.name in text
        assert one.why in text


def test_each_source_that_is_off_or_not_watched_says_why() -> None:
    found = read_sources(shipped())
    assert [s.id for s in found.sources if not s.enabled and not s.off_because] == []
    assert [u.id for u in found.unwatched if not u.url] == [], "with its link"
    assert [s.id for s in found.sources if not (s.terms and s.verified_on and s.blind)] == []


def test_a_page_without_its_marks_is_not_overwritten() -> None:
    with pytest.raises(ValueError, match="no <!--"):
        renewed("# Sources", read_sources(shipped()))
