"""Parsing in a child process with limits on time and memory: hostile bytes may take a parser down, but not us.

feedparser needs quadratic time on hostile attributes (204 kB took 4 s); a crash or a loop ends the child alone.
"""

from __future__ import annotations

import multiprocessing as mp
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from watcher.errors import ParseError, WatcherError

CPU_SECONDS = 10
WALL_SECONDS = 60.0
"""Longer than the processor time: the machine may be busy."""
MEMORY = 1024 * 1024 * 1024
"""Address space of the child; an idle one needs a third of it."""

_P = ParamSpec("_P")
_T = TypeVar("_T")

_context = mp.get_context("forkserver")
_context.set_forkserver_preload(["watcher.parse.feed", "watcher.parse.listing"])


def limited(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """The function's result, worked out in a child. Arguments and result are pickled.

    Raises ParseError when the child ran out of time or memory or died, and whatever of ours the function raised.
    """
    ours, theirs = _context.Pipe(duplex=False)
    child = _context.Process(target=_work, args=(theirs, function, args, kwargs), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(WALL_SECONDS):
            raise ParseError("svaret tog för lång tid att läsa")
        fine, value = ours.recv()
    except EOFError as error:
        raise ParseError("svaret gick inte att läsa inom gränserna för tid och minne") from error
    finally:
        ours.close()
        child.kill()
        child.join()
    if fine:
        return value  # type: ignore[no-any-return]
    raise value


def _work(pipe: Connection, function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        pipe.send((True, function(*args, **kwargs)))
    except WatcherError as error:
        pipe.send((False, error))
    except MemoryError:
        pipe.send((False, ParseError("svaret kräver mer minne än vad som är tillåtet")))
    except RecursionError:
        pipe.send((False, ParseError("svaret är för djupt nästlat")))
    except Exception as error:  # noqa: BLE001 - a parser may raise anything on hostile bytes; its words go to the caller
        pipe.send((False, ParseError(f"svaret gick inte att läsa ({type(error).__name__})")))
