"""Finds the recorded data that may lie beside the checkout; a test that needs them skips with a reason without them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parent.parent.parent / "shared"


def shared(*parts: str) -> Path:
    """The path of a recorded file. Skips the calling test where the data are not on this machine."""
    root = Path(os.environ.get("BIDRAGSVAKT_SHARED", _BESIDE))
    path = root.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"recorded data are not beside the checkout: {'/'.join(parts)}")
    return path
