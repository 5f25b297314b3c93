"""A report as one HTML file: readable aloud, on paper and on a phone, without scripts and without the network."""

from __future__ import annotations

from html import escape

from watcher.reports import chart
from watcher.reports.cells import as_grid, shown
from watcher.rules.paper import Bars, Block, Gaps, Grid, Heading, Paper, Text
from watcher.rules.swedish import date_text

_STYLE = """
body { margin: 0 auto; padding: 24px 16px 64px; max-width: 1100px; font: 16px/1.5 system-ui, sans-serif;
  color: #1d2521; background: #fff; }
h1 { font-size: 32px; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 25px; margin: 48px 0 8px; padding-top: 16px; border-top: 3px solid #0b5a43; }
h3 { font-size: 19px; margin: 28px 0 8px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 12px 0 20px; font-size: 15px; }
caption { text-align: left; font-weight: 600; padding: 4px 0; }
th, td { border: 1px solid #b9c2bc; padding: 6px 10px; text-align: left; vertical-align: top; }
th { background: #eef0ec; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
svg { max-width: 760px; width: 100%; height: auto; display: block; margin: 12px 0; }
@media print { h2 { break-before: page; } .wide { overflow: visible; } }
"""


def write(paper: Paper) -> bytes:
    """The page's bytes in UTF-8."""
    title = escape(f"{paper.title} – {paper.subtitle}")
    body = "\n".join(_block(b) for b in paper.blocks)
    intro = escape(f"{paper.subtitle}. Sammanställd {date_text(paper.made)} av Bidragsvakt.")
    return (
        f'<!DOCTYPE html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(paper.title)}</h1>\n<p>{intro}</p>\n"
        f"{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level + 1}>{escape(block.text)}</h{block.level + 1}>"
        case Text():
            return f"<p>{escape(block.text)}</p>"
        case Grid():
            return _table(block)
        case Bars():
            return f"<figure>{chart.svg(block)}</figure>\n{_table(as_grid(block))}"
        case Gaps():
            return "<ul>" + "".join(f"<li>{escape(words)}</li>" for words in block.missing) + "</ul>"


def _table(grid: Grid) -> str:
    heads = "".join(f'<th scope="col">{escape(h) or "Namn"}</th>' for h in grid.headers)
    rows = "\n".join(f"<tr>{_cells(row)}</tr>" for row in grid.rows)
    name = escape(grid.name, quote=True)
    return (
        f'<div class="wide" role="region" aria-label="{name}" tabindex="0"><table><caption>{name}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _cells(row: tuple[object, ...]) -> str:
    first, *rest = row
    cells = [f'<th scope="row">{escape(shown(first))}</th>']  # type: ignore[arg-type]
    for value in rest:
        kind = ' class="number"' if isinstance(value, int) else ""
        cells.append(f"<td{kind}>{escape(shown(value))}</td>")  # type: ignore[arg-type]
    return "".join(cells)
