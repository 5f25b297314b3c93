"""Raw answers kept beside the database."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

from watcher.jobs.rawstore import KEPT, keep

NOW = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)


def test_an_answer_is_kept_whole_and_only_once_while_it_stays_the_same(tmp_path: Path) -> None:
    path = keep(tmp_path, "portal", [b"one", b"two"], NOW)
    assert path is not None
    assert gzip.decompress(path.read_bytes()) == b"one\ntwo\n"
    assert keep(tmp_path, "portal", [b"one", b"two"], NOW + dt.timedelta(days=1)) is None
    assert keep(tmp_path, "portal", [], NOW) is None


def test_the_oldest_go_first(tmp_path: Path) -> None:
    paths = [keep(tmp_path, "portal", [str(n).encode()], NOW + dt.timedelta(days=n)) for n in range(KEPT + 3)]
    assert sorted((tmp_path / "portal").iterdir()) == paths[3:]
