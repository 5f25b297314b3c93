"""The small parts that need no database."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Constraint, Dialect, Index
from sqlalchemy.dialects import postgresql, sqlite

from db import errors, json
from db.tables import metadata
from db.tables.base import UtcDateTime
from db.transaction import chunks

_ENGINES: tuple[Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]
_MOMENTS = st.datetimes(dt.datetime(1, 1, 3), dt.datetime(9999, 12, 29), timezones=st.timezones())  # noqa: DTZ001 - bounds


@given(_MOMENTS)
def test_moments_keep_their_place_in_time_on_both_engines(moment: dt.datetime) -> None:
    for engine in _ENGINES:
        stored = UtcDateTime().process_bind_param(moment, engine)
        back = UtcDateTime().process_result_value(stored, engine)
        assert back == moment.astimezone(dt.UTC)
        assert back is not None
        assert back.tzinfo is dt.UTC


def test_unknown_moments_stay_unknown_and_zoneless_ones_are_refused() -> None:
    for engine in _ENGINES:
        assert UtcDateTime().process_bind_param(None, engine) is None
        assert UtcDateTime().process_result_value(None, engine) is None
        with pytest.raises(ValueError, match="without a zone"):
            UtcDateTime().process_bind_param(dt.datetime(2026, 1, 1), engine)  # noqa: DTZ001 - the mistake under test


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7))
def test_chunks_are_all_the_values_in_order(values: list[int], size: int) -> None:
    parts = list(chunks(values, size))
    assert [value for part in parts for value in part] == values
    assert all(0 < len(part) <= size for part in parts)


def test_json_keeps_swedish_letters_and_refuses_what_is_not_json() -> None:
    assert json.dumps({"å": [1, None]}) == '{"å":[1,null]}'
    assert json.loads(json.dumps(["–"])) == ["–"]
    with pytest.raises(ValueError, match="JSON"):
        json.dumps(float("nan"))


def test_every_constraint_has_a_name_that_both_engines_take() -> None:
    named: list[Constraint | Index] = []
    for table in metadata.tables.values():
        named += [*table.constraints, *table.indexes]
    names = [str(thing.name) for thing in named]
    assert "None" not in names
    assert max(map(len, names)) <= 63, "PostgreSQL would cut it"
    assert len(names) == len(set(names))


def test_the_error_tree_is_the_one_drawn() -> None:
    tree = errors.__doc__ or ""
    classes = [value for value in vars(errors).values() if isinstance(value, type)]
    assert all(issubclass(each, errors.DbError) and each.__name__ in tree for each in classes)
    assert len(classes) == 11
    assert errors.BadDatabaseUrl.exit_code == 2
