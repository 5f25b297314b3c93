"""``make picture``: a digest of the demo as the README and the docs show it, on paper white, phone and dark.

Needs Debian's chromium (``apt-get install chromium``); a browser that a package downloads for itself is not used.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
SHOTS = {"digest.png": ("680,1500", ()), "digest-phone.png": ("360,1500", ()),
         "digest-dark.png": ("680,1100", ("--blink-settings=preferredColorScheme=0",))}  # fmt: skip
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip


def main() -> None:
    """Run the demo in a folder of its own and take the pictures."""
    browser = shutil.which("chromium")
    if browser is None:
        sys.exit("chromium finns inte; installera Debians paket chromium")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "watcher", "demo"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        page = max(Path(folder).glob("outbox/*/*.html"), key=lambda p: p.stat().st_size)
        for name, (size, extra) in SHOTS.items():
            shot(browser, page, DOCS / name, size, extra)
            print(DOCS / name)


def shot(browser: str, page: Path, target: Path, size: str, extra: tuple[str, ...] = ()) -> None:
    """One picture of a page, ``size`` as ``width,height`` in CSS pixels."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [browser, *QUIET, *extra, f"--user-data-dir={profile}", f"--window-size={size}", f"--screenshot={target}",
             page.resolve().as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip


if __name__ == "__main__":
    main()
