"""Vectors are made once, kept as they come, and asked for again when the text or the model is another."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from matchers.encoder import BATCH, KeptEncoder, MemoryStore, key
from matchers.errors import VectorFileError
from matchers.vectorfile import VectorFolder
from tests.encoders import FakeEncoder

TEXTS = [f"Text {n} om en sjö" for n in range(3 * BATCH)]


def test_a_text_is_encoded_once_in_the_order_asked() -> None:
    fake, told = FakeEncoder(), []
    kept = KeptEncoder(fake, MemoryStore(), lambda done, total: told.append((done, total)))
    first = kept.encode(["sjö", "skola", "sjö"])
    assert fake.asked == ["sjö", "skola"]
    assert told == [(2, 2)]
    assert np.array_equal(first, FakeEncoder().encode(["sjö", "skola", "sjö"]))
    assert np.array_equal(kept.encode(["skola"])[0], first[1])
    assert fake.asked == ["sjö", "skola"]


def test_what_asks_and_what_is_asked_for_are_kept_apart() -> None:
    fake = FakeEncoder()
    kept = KeptEncoder(fake, MemoryStore())
    assert not np.array_equal(kept.encode(["sjö"]), kept.encode(["sjö"], query=True))
    assert key("sjö") != key("sjö", query=True)


def test_another_model_gets_vectors_of_its_own() -> None:
    store = MemoryStore()
    KeptEncoder(FakeEncoder("one"), store).encode(["sjö"])
    other = FakeEncoder("two")
    KeptEncoder(other, store).encode(["sjö"])
    assert other.asked == ["sjö"]


def test_nothing_to_encode_gives_no_rows() -> None:
    assert KeptEncoder(FakeEncoder(), MemoryStore()).encode([]).shape == (0, FakeEncoder.dimension)


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    dying = FakeEncoder(dies_after=2 * BATCH)
    with pytest.raises(KeyboardInterrupt):
        KeptEncoder(dying, VectorFolder(tmp_path, dying.dimension)).encode(TEXTS)
    again = FakeEncoder()
    found = KeptEncoder(again, VectorFolder(tmp_path, again.dimension)).encode(TEXTS)
    assert again.asked == TEXTS[2 * BATCH :]
    assert found == pytest.approx(FakeEncoder().encode(TEXTS), abs=1e-3)


def test_a_torn_record_is_cut_off_and_made_again(tmp_path: Path) -> None:
    fake = FakeEncoder()
    KeptEncoder(fake, VectorFolder(tmp_path, fake.dimension)).encode(["sjö", "skola"])
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-3])
    again = FakeEncoder()
    KeptEncoder(again, VectorFolder(tmp_path, again.dimension)).encode(["sjö", "skola"])
    assert again.asked == ["skola"]
    third = FakeEncoder()
    found = KeptEncoder(third, VectorFolder(tmp_path, third.dimension)).encode(["skola", "sjö"])
    assert third.asked == []
    assert found == pytest.approx(FakeEncoder().encode(["skola", "sjö"]), abs=1e-3)


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(VectorFileError, match=r"file"):
        VectorFolder(tmp_path / "file", 4).write("m", {key("a"): np.zeros(4, dtype=np.float32)})
