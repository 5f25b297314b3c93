from __future__ import annotations

import pytest

from db import neighbours
from db.engine import Database
from db.errors import Conflict
from tests.integration.db.samples import store


def test_near_calls_come_back_nearest_first_and_replace_what_was(database: Database) -> None:
    with database.write() as tx:
        a, b, c = store(tx, ["A", "B", "C"])
        neighbours.replace(tx, {a: "h1", b: "h2", c: "h3"}, {a: (c, b), b: (a,), c: (a,)})
    with database.read() as tx:
        assert neighbours.listing(tx) == {a: (c, b), b: (a,), c: (a,)}
        assert neighbours.compared(tx) == {a: "h1", b: "h2", c: "h3"}
    with database.write() as tx:
        neighbours.replace(tx, {b: "h4"}, {})
        assert neighbours.listing(tx) == {}
        assert neighbours.compared(tx) == {b: "h4"}
        neighbours.replace(tx, {}, {})
        assert neighbours.compared(tx) == {}


def test_an_unknown_call_is_refused(database: Database) -> None:
    with pytest.raises(Conflict), database.write() as tx:
        neighbours.replace(tx, {999: "h"}, {})
