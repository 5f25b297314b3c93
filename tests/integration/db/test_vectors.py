from __future__ import annotations

from db import vectors
from db.engine import Database
from db.transaction import CHUNK

KEYS = [f"{n:064x}" for n in range(CHUNK + 2)]


def test_vectors_come_back_by_model_and_key(database: Database) -> None:
    with database.write() as tx:
        vectors.add(tx, "one", {KEYS[0]: b"\x00\x01", KEYS[1]: b"\x02\x03"})
        vectors.add(tx, "two", {KEYS[0]: b"\x04\x05"})
        vectors.add(tx, "two", {})
    with database.read() as tx:
        assert vectors.read(tx, "one", [KEYS[1], KEYS[0], KEYS[2]]) == {KEYS[0]: b"\x00\x01", KEYS[1]: b"\x02\x03"}
        assert vectors.read(tx, "two", KEYS[:2]) == {KEYS[0]: b"\x04\x05"}
        assert vectors.read(tx, "two", []) == {}


def test_many_keys_are_read_and_what_is_there_stays(database: Database) -> None:
    with database.write() as tx:
        vectors.add(tx, "one", dict.fromkeys(KEYS, b"a"))
        vectors.add(tx, "one", {KEYS[0]: b"b"})
    with database.read() as tx:
        assert vectors.read(tx, "one", KEYS) == dict.fromkeys(KEYS, b"a")


def test_other_models_vectors_are_dropped(database: Database) -> None:
    with database.write() as tx:
        vectors.add(tx, "old", dict.fromkeys(KEYS[:3], b"a"))
        vectors.add(tx, "new", {KEYS[0]: b"b"})
        assert vectors.drop_others(tx, "new") == 3
    with database.read() as tx:
        assert vectors.read(tx, "old", KEYS) == {}
        assert vectors.read(tx, "new", KEYS) == {KEYS[0]: b"b"}
