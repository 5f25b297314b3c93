"""Turns what the driver raises into our own errors, without repeating stored values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

from db.errors import Conflict, DatabaseBusy, DatabaseUnavailable, DbError

_LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL: lock_timeout passed

_NO_ROOM = ("database or disk is full", "No space left on device")


@contextmanager
def translated(shown: str) -> Iterator[None]:
    """Within the block, errors of SQLAlchemy and the drivers become DbError. ``shown`` is the masked address."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict(f"Databasen tillåter inte ändringen: {_reason(error)}.") from error
    except OperationalError as error:
        if _is_busy(error):
            raise DatabaseBusy(f"Databasen {shown} är upptagen av ett annat program.") from error
        if any(words in str(error.orig) for words in _NO_ROOM):
            raise DatabaseUnavailable(f"Databasen {shown} kan inte skrivas: disken är full.") from error
        raise DatabaseUnavailable(f"Databasen {shown} svarar inte: {_reason(error)}.") from error
    except DBAPIError as error:
        raise DbError(f"Databasen {shown} gav ett fel: {_reason(error)}.") from error
    except SQLAlchemyError as error:
        raise DbError(f"Databasen {shown} kunde inte användas: {type(error).__name__}.") from error


def _is_busy(error: OperationalError) -> bool:
    return "database is locked" in str(error.orig) or getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE


def _reason(error: DBAPIError) -> str:
    """The driver's first line: PostgreSQL puts the offending values on the second."""
    return (str(error.orig).strip().splitlines() or ["okänt fel"])[0].rstrip(".")
