"""The sources in force: read again when the file changes; a wrong file leaves the last good one in force."""

from __future__ import annotations

from pathlib import Path

from watcher.config.sourcefile import SourceFile, read_sources
from watcher.errors import ConfigError
from watcher.log import log


class SourceWatch:
    """``current`` is what is in force."""

    def __init__(self, path: Path, current: SourceFile) -> None:
        self._path = path
        self._seen = _content(path)
        self.current = current

    def refresh(self) -> bool:
        """Look at the file. True when other sources are in force than before; a wrong file is logged once."""
        content = _content(self._path)
        if content == self._seen:
            return False
        self._seen = content
        try:
            self.current = read_sources(self._path)
        except ConfigError as error:
            log.error("sources.toml is wrong, the last good one stays in force", reason=str(error))
            return False
        log.info("sources.toml read again", sources=len(self.current.sources))
        return True


def _content(path: Path) -> bytes | None:
    """Compared whole: a file may be replaced within one tick of its time stamp."""
    try:
        return path.read_bytes()
    except OSError:
        return None
