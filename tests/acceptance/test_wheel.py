"""What is installed from a built wheel works in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("BIDRAGSVAKT_")} | {"PYTHONPATH": str(installed)}
    return subprocess.run([sys.executable, *words], cwd=folder, env=env, text=True, capture_output=True, timeout=120)


def test_it_is_the_wheel_that_runs(installed: Path, tmp_path: Path) -> None:
    code = "import db, matchers, watcher; print(db.__file__, matchers.__file__, watcher.__file__)"
    places = run(installed, tmp_path, "-c", code).stdout.split()
    assert all(place.startswith(str(installed)) for place in places)


def test_the_demo_works_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    answer = run(installed, tmp_path, "-m", "watcher", "demo")
    assert answer.returncode == 0, answer.stderr
    assert len(list(tmp_path.glob("outbox/2026-W48/*example.org.eml"))) == 9


def test_the_shipped_sources_are_there(installed: Path, tmp_path: Path) -> None:
    answer = run(installed, tmp_path, "-m", "watcher", "--json", "sources", "list")
    assert '"eu-portal"' in answer.stdout, answer.stderr
    assert run(installed, tmp_path, "-m", "watcher", "init").returncode == 0
    assert (tmp_path / "sources.toml").read_text() == (ROOT / "sources.toml").read_text()
