"""What holds for every test: hypothesis does not judge by seconds, and a failing example is printed to be run again."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
