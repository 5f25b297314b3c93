"""The command ``bidragsvakt``. Imports nothing heavy: a subcommand's module is loaded when it is called.

Exit codes: 0 ok, 1 failed, 2 bad usage or configuration, 4 finished but a source failed or is suspect.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and give its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if "--version" in words and set(words) <= {"--version", "--json"}:
        from importlib.metadata import version

        number = version("bidragsvakt")
        print(f'{{"version": "{number}"}}' if "--json" in words else f"bidragsvakt {number}")
        return 0
    from watcher.cli.run import run

    return run(words)
