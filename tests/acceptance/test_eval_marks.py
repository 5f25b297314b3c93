"""``eval --marks`` on judged data small enough to follow."""

from __future__ import annotations

import json

from tests.acceptance.conftest import Place

AREAS = '[[area]]\nid = "A"\ntitle = "Våtmarker"\ntext = "Vi restaurerar våtmarker."\n'
CALLS = [
    {"doc": "a", "title": "Wetlands and cycling", "text": "Wetlands with cycling. Restore wetlands."},
    {"doc": "b", "title": "Wetland", "text": "A library, libraries and museums."},
    {"doc": "c", "title": "Wetland", "text": "Cycling, cycling and cycling paths for all who like to go by bicycle."},
]


def test_what_marks_teach_is_measured(place: Place) -> None:
    place.write("areas.toml", AREAS)
    place.write("calls.jsonl", "\n".join(map(json.dumps, CALLS)))
    place.write("qrels.tsv", "A\ta\t3\nA\tc\t3\n")
    words = ["eval", "--areas", "areas.toml", "--calls", "calls.jsonl", "--qrels", "qrels.tsv"]
    assert "marks" not in place.run("--json", *words).json
    taught = place.run("--json", *words, "--marks", "1").json["marks"]
    assert (taught["areas"], taught["before"], taught["after"], taught["gain"]) == (1, 0.6309, 1.0, 0.3691)
    assert "Efter 1 märkning per område" in place.run(*words, "--marks", "1").out
    assert "0" in place.run(*words, "--marks", "0", expect=2).err
