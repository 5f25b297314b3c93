"""Values from outside, cleaned."""

from __future__ import annotations

import pytest

from watcher.parse.text import absolute_url, clean, first_sentence, one_line


def test_a_title_is_one_line_without_control_characters() -> None:
    assert one_line("  Call\r\nBcc: spy@evil.example\x00\u202e &amp; more\t") == "Call Bcc: spy@evil.example & more"


def test_an_encoded_line_break_does_not_survive() -> None:
    assert "\n" not in one_line("Title&#10;Bcc: x")


def test_a_long_title_is_cut_with_an_ellipsis() -> None:
    assert one_line("å" * 1_000_000) == "å" * 499 + "…"


def test_clean_keeps_paragraphs() -> None:
    assert clean("One \r\n two\n\n\n\n three\x07") == "One\ntwo\n\nthree"


@pytest.mark.parametrize(
    ("url", "base", "wanted"),
    [
        ("/calls/1?a=b#c", "https://example.org/list", "https://example.org/calls/1?a=b#c"),
        ("https://user:secret@example.org/x", "", "https://example.org/x"),
        ("https://[2001:db8::1]:8443/x", "", "https://[2001:db8::1]:8443/x"),
        ("javascript:alert(1)", "https://example.org", None),
        ("file:///etc/passwd", "", None),
        ("https://", "", None),
        ("http://example.org:port/", "", None),
    ],
)
def test_urls_are_absolute_http_without_credentials(url: str, base: str, wanted: str | None) -> None:
    assert absolute_url(url, base) == wanted


def test_the_first_sentence_ends_where_a_sentence_ends() -> None:
    text = "Support for e.g. cities and No. 5 regions of the EU. Second sentence."
    assert first_sentence(text) == "Support for e.g. cities and No. 5 regions of the EU."


def test_a_long_sentence_is_cut_at_a_word() -> None:
    short = first_sentence("ord " * 200, 40)
    assert len(short) <= 42
    assert short.endswith("ord …")
