"""A mail's HTML part in Debian's chromium: what axe finds wrong in it, and how wide it gets.

axe-core comes with the package axe-playwright-python; the page itself is loaded by chromium's own command line.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

from tests.picture import QUIET

CHROMIUM = shutil.which("chromium")
_ASK = """
<script>
const put = found => {{ const out = document.createElement("pre"); out.id = "found";
  out.textContent = JSON.stringify(found); document.body.append(out); }};
const frame = document.createElement("iframe");
frame.style.width = "{width}px"; frame.style.height = "900px"; frame.title = "mail";
frame.srcdoc = {page};
frame.onload = () => {{
  const inner = frame.contentDocument.documentElement;
  const wide = inner.scrollWidth;
  frame.contentWindow.axe.run(frame.contentDocument, {{ resultTypes: ["violations"] }}).then(result => put({{
    wide, violations: result.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join(" | ").slice(0, 500)) }}),
    error => put({{ error: String(error) }}));
}};
document.body.append(frame);
</script>
"""


def looked_at(html: str, width: int, *, dark: bool = False) -> dict[str, Any]:
    """``wide`` is the width in CSS pixels that the page needs in a window of ``width``; ``violations`` are axe's."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    page = html.replace("</head>", f"<script>{axe}</script></head>")
    asked = _ASK.format(width=width, page=json.dumps(page).replace("</", "<\\/"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(f'<!DOCTYPE html><html lang="sv"><title>t</title><body>{asked}</body></html>', encoding="utf-8")
        extra = ("--blink-settings=preferredColorScheme=0",) if dark else ()
        done = subprocess.run(
            [str(CHROMIUM), *QUIET, *extra, f"--user-data-dir={folder}/profile", "--window-size=1400,1000",
             "--virtual-time-budget=60000", "--dump-dom", path.as_uri()],
            check=True, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
    found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    answer: dict[str, Any] = json.loads(unescape(found[1]))
    assert "error" not in answer, answer
    return answer
