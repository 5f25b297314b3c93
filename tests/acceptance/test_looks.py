"""Every kind of mail in a real browser: nothing for axe to find, nothing to scroll sideways for on a telephone."""

from __future__ import annotations

import pytest

from tests.looks import CHROMIUM, looked_at
from tests.mails import mails

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
PHONE, DESK = 320, 700


@pytest.mark.parametrize("kind", list(mails("sv")))
def test_on_a_telephone(kind: str) -> None:
    found = looked_at(mails("sv")[kind].html, PHONE)
    assert found == {"wide": PHONE, "violations": []}


def test_on_a_dark_desk_and_in_english() -> None:
    assert looked_at(mails("en")["weekly"].html, DESK, dark=True)["violations"] == []


def test_what_is_wrong_would_be_found() -> None:
    """Text as pale as its ground, an empty link, and a picture wider than the telephone."""
    body = '<p style="color:#eee;background:#fff">blek</p><a href="https://example.org"></a>'
    page = f'<html lang="sv"><head><title>t</title></head><body>{body}<div style="width:500px">x</div></body></html>'
    found = looked_at(page, PHONE)
    names = {v.partition(":")[0] for v in found["violations"]}
    assert {"color-contrast", "link-name"} <= names
    assert found["wide"] >= 500
