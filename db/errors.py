"""Everything that can go wrong in ``db``, as one tree.

DbError
├── BadDatabaseUrl            the address of the database cannot be used                          (exit 2)
├── DatabaseUnavailable       the database cannot be opened, reached or written to
│   ├── DatabaseBusy          somebody else kept the right to write for longer than we wait
│   └── Damaged               a database or a copy of one is not whole
├── NotPossible               the kind of database cannot do it, or a file stands in the way     (exit 2)
├── SchemaTooNew              the database was made by a later version of the program
├── SchemaTooOld              the database needs migrating, and the caller asked us not to
├── Conflict                  a unique or foreign key forbids what was to be written
├── ForbiddenMove             a mail was to go from a state to one that does not follow it
└── NotStored                 what was asked for by id is not in the database

Messages are Swedish sentences for people. They carry no stored value, no address of a person and no password.
"""

from __future__ import annotations


class DbError(Exception):
    """Base of all errors of this package."""

    exit_code = 1


class BadDatabaseUrl(DbError):
    exit_code = 2


class DatabaseUnavailable(DbError):
    pass


class DatabaseBusy(DatabaseUnavailable):
    pass


class Damaged(DatabaseUnavailable):
    pass


class NotPossible(DbError):
    exit_code = 2


class SchemaTooNew(DbError):
    pass


class SchemaTooOld(DbError):
    pass


class Conflict(DbError):
    pass


class ForbiddenMove(DbError):
    pass


class NotStored(DbError):
    pass
