from __future__ import annotations

import ast
import datetime as dt
import logging
from pathlib import Path

import pytest
import structlog

import watcher
from watcher.log import configure, log, redacted
from watcher.rules.tokens import Grant, Purpose, sign

TOKEN = sign(("k" * 32,), Grant(Purpose.TAKE, "by", "anna", 7, "soker"), dt.datetime(2026, 11, 23, tzinfo=dt.UTC))


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
        (f"nådde inte /l/take/{TOKEN}", "nådde inte /l/take/‹länk›"),
        (f"/f/{'k' * 43}/kalender.ics", "/f/‹länk›/kalender.ics"),
        ("en-lång-adress-som-inte-är-en-hemlighet-alls", "en-lång-adress-som-inte-är-en-hemlighet-alls"),
        ("f" * 64, "f" * 64),
    ],
)
def test_redacted(text: str, clean: str) -> None:
    assert redacted(text) == clean


def test_no_line_of_the_code_logs_who_somebody_is() -> None:
    """What ``redacted`` cannot see: names, ids and whole mails."""
    told = {
        part.attr
        for path in Path(watcher.__file__).parent.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        if isinstance(call.func.value, ast.Name) and call.func.value.id == "log"
        for part in ast.walk(call)
        if isinstance(part, ast.Attribute)
    }
    assert {"info", "warning", "error"} <= told
    assert (
        told & {"email", "address", "contact_id", "contact", "message", "html", "subject", "url", "path", "token"}
        == set()
    )
