"""The sending side: each run of the command is a process of its own, forked from one that has loaded the program.

Orders come as JSON lines on stdin: ``start`` (words, folder, env, die_at …) answers with the process id, ``wait``
with the exit code (minus the signal's number for one that was killed), ``warm`` runs the command here, so that what it
loads and compiles at its first run need not be loaded and compiled in each of the processes forked after that.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
import threading
from pathlib import Path
from typing import Any

from tests.faults.seam import Seam
from watcher.cli import digest
from watcher.cli.run import run

TRACE = "trace"
LOADED = digest.command
"""Loaded once for all; the command line loads what it needs when it needs it."""


def main() -> None:
    """Fork and wait until stdin ends."""
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            answer = {"code": os.waitstatus_to_exitcode(status)}
        elif order.get("warm"):
            answer = {"code": _warm(order)}
        else:
            answer = {"pid": os.fork()}
            if not answer["pid"]:
                _child(order)
        print(json.dumps(answer), flush=True)


def _warm(order: dict[str, Any]) -> int:
    before = dict(os.environ)
    os.environ.update(order["env"])
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = run(order["words"])
    finally:
        os.environ.clear()
        os.environ.update(before)
    if threading.active_count() > 1:
        raise RuntimeError("a thread is left, which no forked process would have")
    return code


def _child(order: dict[str, Any]) -> None:
    code = 70
    try:
        code = _command(order)
    except BaseException as error:  # noqa: BLE001 - the parent sees the exit code, people the log
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _command(order: dict[str, Any]) -> int:
    folder = Path(order["folder"])
    os.chdir(folder)
    os.environ.update(order["env"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for old, new in ((0, nothing), (1, log), (2, log)):
        os.dup2(new, old)
    if "busy" in order:
        import db.sqlite

        db.sqlite.BUSY_SECONDS = order["busy"]
    if "largest" in order:  # no file can grow beyond: what a full disk looks like to a database
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest"], resource.RLIM_INFINITY))
    Seam(str(folder / order.get("trace", TRACE)), order.get("die_at", 0), order.get("stop_at", 0)).install()
    return run(order["words"])


if __name__ == "__main__":
    main()
