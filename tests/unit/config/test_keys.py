"""Where the keys that sign links come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher.config.keys import FILE, signing_keys
from watcher.config.settings import load
from watcher.errors import ConfigError


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = load({"BIDRAGSVAKT_HOME": str(tmp_path)})
    keys = signing_keys(settings)
    assert len(keys[0]) == 64
    assert signing_keys(settings) == keys
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_new_key_goes_first(tmp_path: Path) -> None:
    settings = load({"BIDRAGSVAKT_HOME": str(tmp_path)})
    (old,) = signing_keys(settings)
    (tmp_path / FILE).write_text(f"{'n' * 32}\n\n{old}\n")
    assert signing_keys(settings) == ("n" * 32, old)


def test_settings_come_before_the_file(tmp_path: Path) -> None:
    settings = load({"BIDRAGSVAKT_HOME": str(tmp_path), "BIDRAGSVAKT_SECRET_KEYS": "k" * 32})
    assert signing_keys(settings) == ("k" * 32,)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(("text", "mode"), [("short\n", 0o600), ("", 0o600), ("k" * 32, 0o644), ("k" * 32, 0o640)])
def test_a_file_that_cannot_be_trusted_is_refused(tmp_path: Path, text: str, mode: int) -> None:
    settings = load({"BIDRAGSVAKT_HOME": str(tmp_path)})
    (tmp_path / FILE).write_text(text)
    (tmp_path / FILE).chmod(mode)
    with pytest.raises(ConfigError, match=FILE) as error:
        signing_keys(settings)
    assert "k" * 32 not in str(error.value)
