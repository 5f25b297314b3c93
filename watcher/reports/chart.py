"""Bar charts: as SVG for pages, as a picture for documents. The figures always stand beside them as a table."""

from __future__ import annotations

import io
from html import escape

from PIL import Image, ImageDraw, ImageFont

from watcher.rules.paper import Bars

_ROW, _BAR, _LABEL, _WIDTH = 30, 18, 280, 760
_INK, _FILL = "#1d2521", "#0b5a43"
_SCALE = 2
"""Pixels a point: sharp on paper."""


def described(chart: Bars) -> str:
    """The chart in words, for those who cannot see it."""
    parts = "; ".join(f"{name} {value}" for name, value in chart.bars)
    return f"Stapeldiagram, {chart.name} ({chart.unit}): {parts}."


def svg(chart: Bars) -> str:
    """An SVG element with a title and a description, without scripts or styles of its own."""
    rows = []
    for n, (name, value) in enumerate(chart.bars):
        y, length = n * _ROW + 6, _length(chart, value)
        rows.append(
            f'<text x="{_LABEL - 10}" y="{y + 14}" text-anchor="end" font-size="14" fill="{_INK}">'
            f"{escape(_short(name))}</text>"
            f'<rect x="{_LABEL}" y="{y}" width="{length:.0f}" height="{_BAR}" fill="{_FILL}"/>'
            f'<text x="{_LABEL + length + 8:.0f}" y="{y + 14}" font-size="14" fill="{_INK}">{value}</text>'
        )
    height = len(chart.bars) * _ROW + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="{escape(described(chart), quote=True)}" font-family="sans-serif">{"".join(rows)}</svg>'
    )


def png(chart: Bars) -> bytes:
    """The same as a picture."""
    height = len(chart.bars) * _ROW + 6
    image = Image.new("RGB", (_WIDTH * _SCALE, height * _SCALE), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(14 * _SCALE)
    for n, (name, value) in enumerate(chart.bars):
        y, length = n * _ROW + 6, _length(chart, value)
        middle = (y + _BAR / 2) * _SCALE
        draw.text(((_LABEL - 10) * _SCALE, middle), _short(name), fill=_INK, font=font, anchor="rm")
        if value:
            corners = (_LABEL * _SCALE, y * _SCALE, (_LABEL + length) * _SCALE, (y + _BAR) * _SCALE)
            draw.rectangle(corners, fill=_FILL)
        draw.text(((_LABEL + length + 8) * _SCALE, middle), str(value), fill=_INK, font=font, anchor="lm")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _length(chart: Bars, value: int) -> float:
    most = max((v for _, v in chart.bars), default=0)
    return (_WIDTH - _LABEL - 60) * value / most if most else 0.0


def _short(name: str) -> str:
    return name if len(name) <= 36 else name[:35].rstrip() + "…"
