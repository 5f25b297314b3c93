from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest

from tests.acceptance.conftest import Place


def test_the_version_is_quick() -> None:
    def seconds() -> float:
        began = time.perf_counter()
        answer = subprocess.run(
            [sys.executable, "-m", "watcher", "--version"], capture_output=True, text=True, check=True
        )
        assert answer.stdout.startswith("bidragsvakt 0.")
        return time.perf_counter() - began

    assert min(seconds() for _ in range(3)) < 0.3


@pytest.mark.parametrize("words", [["--json", "--now", "2026-11-23", "calls", "list"],
                                   ["calls", "list", "--now=2026-11-23", "--json"],
                                   ["calls", "--json", "list"]])  # fmt: skip
def test_global_options_stand_anywhere(place: Place, words: list[str]) -> None:
    assert place.run(*words).json == []


@pytest.mark.parametrize(
    "words", [["nothing"], ["calls", "nothing"], ["match", "--top", "0"], ["calls", "list", "--now", "soon"], ["org"],
              ["org", "import"], ["calls", "list", "--now"]],
)  # fmt: skip
def test_wrong_usage_is_2(place: Place, words: list[str]) -> None:
    assert place.run(*words, expect=2).out == "" or words == ["org"]


@pytest.mark.parametrize("words", [["calls", "show", "X"], ["match", "explain", "X", "y"], ["org", "export"],
                                   ["sources", "check", "nothing"], ["crawl", "--source", "nothing"],
                                   ["digest", "preview", "--contact", "x@example.org"]])  # fmt: skip
def test_what_does_not_exist_is_1_and_json_says_so(place: Place, words: list[str]) -> None:
    answer = place.run("--json", *words, expect=1)
    assert answer.json["error"]
    assert answer.err.startswith("Fel: ")


def test_a_wrong_sources_file_is_2_with_its_line(place: Place) -> None:
    place.write("sources.toml", '[[source]]\nid = "x"\nkynd = "feed"\n')
    assert "rad" in place.run("crawl", expect=2).err
    assert json.loads(place.run("--json", "run", expect=2).out)["exit_code"] == 2


def test_a_wrong_setting_is_2_and_shows_no_password(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIDRAGSVAKT_SMTP_URL", "smtp+plain://me:secret@relay.example")
    answer = place.run("status", expect=2)
    assert "BIDRAGSVAKT_SMTP_URL" in answer.err
    assert "secret" not in answer.err + answer.out


def test_a_database_that_cannot_be_used_is_2(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIDRAGSVAKT_DATABASE_URL", "mysql://me:secret@db/x")
    assert "secret" not in place.run("calls", "list", expect=2).err


def test_serve_refuses_another_time(place: Place) -> None:
    assert "--now" in place.run("--now", "2026-11-23", "serve", expect=2).err


def test_a_reader_that_leaves_early_is_no_traceback(town: Place) -> None:
    town.run("--now", "2026-11-23", "crawl")
    process = town.start("--now", "2026-11-23", "--json", "calls", "list")
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait(60)


def test_init_never_overwrites(place: Place) -> None:
    assert {f["written"] for f in place.run("--json", "init").json} == {True}
    place.write("organisation.toml", "# mine")
    assert {f["written"] for f in place.run("--json", "init").json} == {False}
    assert (place.folder / "organisation.toml").read_text() == "# mine"


def test_what_init_writes_can_be_used(place: Place) -> None:
    place.run("init")
    place.run("org", "import", "organisation.toml")
    assert place.run("--json", "sources", "list").json[0]["id"] == "eu-portal"
    assert (place.folder / "var").stat().st_mode & 0o777 == 0o700
