from __future__ import annotations

from email import policy
from email.parser import BytesParser

import pytest

from tests.acceptance.conftest import Place


def test_the_demo_ends_with_digests_for_every_department(place: Place) -> None:
    shown = place.run("--json", "demo").json
    assert len(shown["departments"]) == 8
    assert sum(len(d["areas"]) for d in shown["departments"]) == 16
    assert all(d["strong"] + d["possible"] for d in shown["departments"])
    assert all(r["state"] == "ok" for r in shown["crawl"])
    assert len(shown["digests"]) == 9
    subjects = []
    for path in place.folder.glob("outbox/2026-W48/*.eml"):
        message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        assert str(message["To"]).endswith("@example.org>")
        subjects.append(str(message["Subject"]))
    assert sum("Veckobrev v. 48" in s for s in subjects) == 9
    assert sum("Du är kontaktperson" in s for s in subjects) == 9
    assert [s for s in subjects if s.startswith("Läget v. 48")] == ["Läget v. 48: allt i sin ordning"]


def test_the_demo_starts_afresh_and_says_where_the_digests_are(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIDRAGSVAKT_SMTP_URL", "smtp://relay.example")
    place.run("demo")
    again = place.run("demo").out
    assert "nya utlysningar" in again
    assert "outbox/2026-W48" in again
    assert place.run("--json", "calls", "list").json == []
