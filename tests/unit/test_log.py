from __future__ import annotations

import logging

import pytest
import structlog

from watcher.log import configure, log, redacted


@pytest.fixture(autouse=True)
def _restored() -> object:
    yield
    structlog.reset_defaults()
    logging.basicConfig(handlers=[logging.NullHandler()], force=True)


def test_lines_go_to_stderr_and_name_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    configure(logging.INFO)
    log.info("sent", to="anna.omsorg@example.org", url="smtp://user:secret@relay.example:587")
    out, err = capsys.readouterr()
    assert out == ""
    assert "event=sent" in err
    assert "level=info" in err
    assert "anna" not in err
    assert "secret" not in err


def test_below_the_level_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    configure(logging.WARNING)
    log.info("crawl", source="a")
    assert capsys.readouterr().err == ""


def test_a_traceback_names_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    configure(logging.WARNING)
    try:
        raise ValueError("no mailbox bo@example.org")
    except ValueError:
        logging.getLogger("apscheduler").exception("job failed")
    err = capsys.readouterr().err
    assert "ValueError" in err
    assert "bo@example.org" not in err


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("till <bo@example.org>, tack", "till <‹adress›>, tack"),
        ("källan svarade med felkod 500", "källan svarade med felkod 500"),
        ("https://user:pw@host.example/x", "https://host.example/x"),
    ],
)
def test_redacted(text: str, clean: str) -> None:
    assert redacted(text) == clean
