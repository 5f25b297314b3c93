from __future__ import annotations

from pathlib import Path

import pytest

from watcher.config.sourcefile import read_sources
from watcher.serve.sourcewatch import SourceWatch

ONE = '[[source]]\nid = "{}"\nkind = "feed"\nname = "x"\nurl = "https://x.example/"\nlanguage = "en"\nevery = "1d"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sources.toml"
    path.write_text(ONE.format("first"))
    return path


@pytest.fixture
def watch(path: Path) -> SourceWatch:
    return SourceWatch(path, read_sources(path))


def ids(watch: SourceWatch) -> list[str]:
    return [s.id for s in watch.current.sources]


def test_an_unchanged_file_is_not_read_again(watch: SourceWatch) -> None:
    before = watch.current
    assert not watch.refresh()
    assert watch.current is before


def test_a_changed_file_comes_in_force(watch: SourceWatch, path: Path) -> None:
    path.write_text(ONE.format("second"))
    assert watch.refresh()
    assert ids(watch) == ["second"]
    assert not watch.refresh()


@pytest.mark.parametrize("text", ["[[source]]\n", "not toml", ""])
def test_a_wrong_file_leaves_the_last_good_one_in_force(watch: SourceWatch, path: Path, text: str) -> None:
    path.write_text(text)
    assert not watch.refresh()
    assert ids(watch) == ["first"]
    path.write_text(ONE.format("third"))
    assert watch.refresh()
    assert ids(watch) == ["third"]


def test_a_file_that_is_gone_leaves_the_last_good_one_in_force(watch: SourceWatch, path: Path) -> None:
    path.unlink()
    assert not watch.refresh()
    assert ids(watch) == ["first"]
