"""Debian's chromium in the hands of playwright: pages over HTTP as a telephone gets them, headers and all.

The browser that playwright would download for itself is not used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files

from playwright.sync_api import Page, Response, sync_playwright

from tests.looks import CHROMIUM
from tests.picture import QUIET

PHONE = 320
_AXE = "axe.run(document).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ')))"


@dataclass
class Telephone:
    """A window 320 pixels wide. ``complaints`` are what the browser itself has said: errors, and what a page's own
    policy forbade; ``reached`` are the hosts that were asked for anything."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)

    def opens(self, address: str) -> int:
        """Go there; the status of the answer."""
        answer: Response | None = self.page.goto(address)
        assert answer is not None
        return answer.status

    def press(self, button: str) -> None:
        """Press the button that says just this, and wait for the page that comes."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def faults(self) -> list[str]:
        """What axe finds wrong in the page as it is shown, and whether it has to be scrolled sideways."""
        self.page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        found: list[str] = self.page.evaluate(_AXE)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        return found + ([f"{wide} pixels wide"] if wide > PHONE else [])


@contextmanager
def telephone() -> Iterator[Telephone]:
    """A browser of its own, with nothing in it from before."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            held = Telephone(browser.new_page(viewport={"width": PHONE, "height": 640}))
            held.page.on("console", lambda said: held.complaints.append(said.text))
            held.page.on("pageerror", lambda error: held.complaints.append(str(error)))
            held.page.on("request", lambda request: held.reached.add(request.url.split("/")[2]))
            yield held
        finally:
            browser.close()
