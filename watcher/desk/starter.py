"""The files a new installation begins with. Nothing that exists is touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from watcher.config.settings import FILE, Settings
from watcher.config.sourcefile import shipped
from watcher.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Starter:
    """A file, and whether it was written now or stood there before."""

    path: Path
    written: bool


def write(settings: Settings, folder: Path) -> list[Starter]:
    """Write settings.toml at home, and sources.toml and organisation.toml in the folder. Raises ConfigError."""
    return [Starter(path, _write_new(path, text)) for path, text in _contents(settings, folder)]


def _contents(settings: Settings, folder: Path) -> Iterator[tuple[Path, str]]:
    own = folder / "sources.toml" if settings.sources == shipped() else settings.sources
    yield settings.home / FILE, _example("settings.toml")
    yield own, shipped().read_text(encoding="utf-8")
    yield folder / "organisation.toml", _example("organisation.toml")


def _example(name: str) -> str:
    return (files("watcher.desk") / "starter_files" / name).read_text(encoding="utf-8")


def _write_new(path: Path, text: str) -> bool:
    """Mode ``x`` decides in one step: two that begin at once cannot overwrite each other."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return False
    except OSError as error:
        raise ConfigError(f"{path}: filen går inte att skriva ({error.strerror})") from error
    path.chmod(0o600)
    return True
