"""Pages of an invented funder, for tests of lists."""

from __future__ import annotations

CALLS = (
    ("Klimatanpassning i kommuner", "/utlysningar/klimat", "15 mars 2027 kl. 16.00"),
    ("Rent vatten i små sjöar", "/utlysningar/vatten", "2027-04-30"),
    ("Cykelvägar mellan orter", "/utlysningar/cykel", "löpande"),
    ("Energilagring i fastigheter", "/utlysningar/energi", "nästa vår, 2027"),
)


def item(title: str, link: str, deadline: str) -> str:
    return (
        f'<li class="call"><h3><a href="{link}">{title}</a></h3><p class="intro">En utlysning för kommuner som vill '
        f'göra något åt saken tillsammans.</p><span class="deadline">Sista ansökningsdag: {deadline}</span></li>'
    )


def list_page(calls: tuple[tuple[str, str, str], ...] = CALLS, extra: str = "", head: str = "") -> bytes:
    items = "".join(item(*call) for call in calls)
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Utlysningar</title>{head}</head><body>'
        f'<nav><ul><li><a href="/">Hem</a></li><li><a href="/om">Om oss</a></li><li><a href="/kontakt">Kontakt</a></li>'
        f'</ul></nav><main><ul class="calls">{items}</ul>{extra}</main></body></html>'
    ).encode()


def detail_page(deadline: str, text: str = "Stödet går till kommuner som samarbetar.") -> bytes:
    return (
        f"<html><body><nav>Meny</nav><main><h1>Utlysning</h1><p>{text}</p>"
        f"<dl><dt>Deadline</dt><dd>{deadline}</dd></dl></main></body></html>"
    ).encode()


LOGIN = b'<html><body><form><input name="u"><input type="password" name="p"></form></body></html>'
