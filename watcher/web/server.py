"""uvicorn around the application: on its own, or in a thread beside the service."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import uvicorn

from watcher.config.keys import signing_keys
from watcher.errors import ConfigError
from watcher.jobs.deps import Deps
from watcher.log import log
from watcher.web.app import application


def server(deps: Deps) -> uvicorn.Server:
    """Made, not started. No access log: the guard writes one without paths. Raises ConfigError for the keys."""
    app = application(deps, signing_keys(deps.settings))
    config = uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        server_header=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        limit_concurrency=200,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)


def listening(host: str, port: int) -> socket.socket:
    """The socket, so that an address that is taken is an error before anything runs. Raises ConfigError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise ConfigError(f"kan inte lyssna på {host}:{port} ({error})") from error


def run(deps: Deps, host: str, port: int) -> None:
    """Serve the pages until told to stop. Raises ConfigError."""
    serving = server(deps)
    with listening(host, port) as at:
        log.info("pages", host=host, port=at.getsockname()[1])
        serving.run(sockets=[at])


@contextmanager
def beside(deps: Deps) -> Iterator[None]:
    """The pages in a thread of the service when ``web_listen`` says where. Raises ConfigError."""
    where = deps.settings.web_listen
    if where is None:
        yield
        return
    at = urlsplit(f"//{where}")
    with started(deps, at.hostname or "", at.port or 0):
        yield


@contextmanager
def started(deps: Deps, host: str, port: int) -> Iterator[int]:
    """The pages in a thread; gives the port."""
    serving = server(deps)
    with listening(host, port) as at:
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [at]}, name="pages", daemon=True)
        thread.start()
        log.info("pages", host=host, port=at.getsockname()[1])
        try:
            yield at.getsockname()[1]
        finally:
            serving.should_exit = True
            thread.join(5)
