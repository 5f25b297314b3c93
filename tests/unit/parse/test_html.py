"""HTML into text and sections."""

from __future__ import annotations

from db.records import Section
from watcher.parse.html import safe_html, to_sections, to_text

PORTAL = (
    '<p class="topicdescriptionkind">Expected Outcome:</p><p>Cities cope<sup>[1]</sup> with rain.</p>'
    '<ul><li>more parks</li><li>fewer floods</li></ul><p class="topicdescriptionkind">Scope:</p><p>Size &amp; shape</p>'
)


def test_a_portal_description_falls_into_its_sections() -> None:
    assert to_sections(PORTAL) == (
        Section("Expected Outcome", "Cities cope with rain.\n– more parks\n– fewer floods"),
        Section("Scope", "Size & shape"),
    )


def test_blocks_do_not_glue_words() -> None:
    assert to_text("<p>Scope:</p><div>Size</div>a<br>b") == "Scope:\n\nSize\na\nb"


def test_scripts_and_styles_are_no_text() -> None:
    assert to_text("<style>p{}</style><script>alert(1)</script><p onclick=x>Hej</p>") == "Hej"


def test_safe_html_has_no_handlers_images_or_scripts() -> None:
    got = safe_html('<a href="javascript:x" onclick="y">a</a><img src=//t.example><a href="https://e.org">b</a><svg/>')
    assert "javascript" not in got
    assert "onclick" not in got
    assert "<img" not in got
    assert 'href="https://e.org"' in got


def test_text_without_markup_is_only_cleaned() -> None:
    assert to_text("a < b\x00") == "a < b"
    assert to_sections("") == ()


def test_a_label_is_never_glued_to_its_value() -> None:
    listed = "<dl><dt>Reference</dt><dd>LIFE-2027-SAP</dd><dt>Deadline date</dt><dd>22 September 2027</dd></dl>"
    assert to_text(listed).split("\n\n") == ["Reference", "LIFE-2027-SAP", "Deadline date", "22 September 2027"]
    table = "<table><tr><th>Stänger</th><td>3 maj 2027</td></tr><tr><th>Belopp</th><td>2 mnkr</td></tr></table>"
    assert to_text(table).split() == ["Stänger", "3", "maj", "2027", "Belopp", "2", "mnkr"]
    assert "Stänger 3 maj 2027" in to_text(table)
    assert to_text("<header><b>Ett</b></header><section>Två</section>").split() == ["Ett", "Två"]
