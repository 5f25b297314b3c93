"""Organisation files: departments, development areas and contacts as TOML, read with checks and written back."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db.records import Area, Contact, Department, Meeting, Organisation, Person
from watcher.config.tomlfile import TomlFile

_Types = dict[str, type | tuple[type, ...]]
_ORGANISATION: _Types = {
    "id": str, "name": str, "locale": str, "coordinator": dict, "orgnr": str, "pic": str, "region": str,
}  # fmt: skip
_DEPARTMENT: _Types = {
    "id": str, "name": str, "valid_from": dt.date, "valid_to": dt.date, "successor": str, "area": list, "contact": list,
    "meeting": list,
}  # fmt: skip
_AREA: _Types = {"id": str, "title": str, "text": str, "excluded": list}
_CONTACT: _Types = {"id": str, "name": str, "email": str, "deputy": dict, "locale": str, "frequency": str}
_MEETING: _Types = {"date": dt.date, "papers": dt.date}
_PERSON: _Types = {"name": str, "email": str}
_CHOICES = {"locale": ("sv", "en"), "frequency": ("weekly", "daily", "monthly")}
_ID = re.compile(r"[\w][\w.@+-]{0,99}")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\w-]+\.)+[^\W\d_]{2,}")


def read_org(path: Path) -> Organisation:
    """Read and check a file. Raises ConfigError naming file, line and field for the first thing that is wrong."""
    return _Reader(TomlFile(path)).organisation()


class _Reader:
    """Walks a file from top to bottom and counts its tables, since the n-th of a kind tells the line."""

    def __init__(self, file: TomlFile) -> None:
        self._file = file
        self._counts: Counter[str] = Counter()
        self._seen: dict[tuple[str, str], int] = {}

    def organisation(self) -> Organisation:
        data = self._file.data
        self._file.refuse_unknown(data, {"organisation", "department"})
        table = data.get("organisation")
        if not isinstance(table, dict):
            raise self._file.error("filen saknar tabellen [organisation]")
        self._table(table, _ORGANISATION, "organisation", 0, required=("id", "name"))
        coordinator = table.get("coordinator")
        organisation = Organisation(
            id=table["id"],
            name=table["name"].strip(),
            locale=table.get("locale", "sv"),
            coordinator=self._person(coordinator, "organisation", 0, "coordinator") if coordinator else None,
            departments=tuple(self._department(t) for t in self._tables(data, "department", "department")),
            **{key: table.get(key) for key in ("orgnr", "pic", "region")},
        )
        self._check_successors(organisation)
        return organisation

    def _department(self, table: dict[str, Any]) -> Department:
        index = self._next(table, _DEPARTMENT, "department", required=("id", "name"))
        self._once("department", table["id"], index)
        start, end = table.get("valid_from"), table.get("valid_to")
        if start and end and end < start:
            raise self._file.error("valid_to är före valid_from", "department", index, "valid_to")
        contacts = tuple(self._contact(t) for t in self._tables(table, "contact", "department.contact"))
        return Department(
            id=table["id"],
            name=table["name"].strip(),
            areas=tuple(self._area(t) for t in self._tables(table, "area", "department.area")),
            contacts=contacts,
            valid_from=start,
            valid_to=end,
            successor=table.get("successor"),
            meetings=tuple(sorted(self._meetings(table), key=lambda m: m.date)),
        )

    def _meetings(self, department: dict[str, Any]) -> Iterator[Meeting]:
        name, owner = "department.meeting", self._counts["department"]
        for table in self._tables(department, "meeting", name):
            index = self._next(table, _MEETING, name, required=("date", "papers"))
            if table["papers"] > table["date"]:
                raise self._file.error("'papers' är efter mötets dag", name, index, "papers")
            first = self._seen.setdefault((f"meeting of department {owner}", table["date"].isoformat()), index)
            if first != index:
                line = self._file.line(name, first, "date")
                raise self._file.error(f"mötet {table['date']} står redan på rad {line}", name, index, "date")
            yield Meeting(table["date"], table["papers"])

    def _area(self, table: dict[str, Any]) -> Area:
        name = "department.area"
        index = self._next(table, _AREA, name, required=("id", "title", "text"))
        self._once(name, table["id"], index)
        excluded = table.get("excluded", [])
        if not all(isinstance(word, str) and word.strip() for word in excluded):
            raise self._file.error("'excluded' ska vara en lista av ord", name, index, "excluded")
        return Area(table["id"], table["title"].strip(), table["text"].strip(), tuple(excluded))

    def _contact(self, table: dict[str, Any]) -> Contact:
        name = "department.contact"
        index = self._next(table, _CONTACT, name, required=("name", "email"))
        person = self._person({k: table[k] for k in _PERSON}, name, index)
        identity = table.get("id", person.email.casefold())
        department = self._counts["department"]
        self._once(f"contact of department {department}", identity, index, name)
        deputy = table.get("deputy")
        return Contact(
            id=identity,
            name=person.name,
            email=person.email,
            deputy=self._person(deputy, name, index, "deputy") if deputy else None,
            locale=table.get("locale", "sv"),
            frequency=table.get("frequency", "weekly"),
        )

    def _person(self, table: dict[str, Any], where: str, index: int, key: str = "") -> Person:
        """A name and an address; ``key`` names the inline table they stand in."""
        label = f"{key}." if key else ""
        for field in table:
            if field not in _PERSON:
                raise self._file.error(
                    f"nyckeln '{label}{field}' är okänd. Kända nycklar: email, name", where, index, key
                )
        for field in _PERSON:
            if not isinstance(table.get(field), str) or not table[field].strip():
                raise self._file.error(f"'{label}{field}' saknas eller är tom", where, index, key or field)
        if not _ADDRESS.fullmatch(table["email"].strip()):
            raise self._file.error(f"'{label}email' är ingen e-postadress", where, index, key or "email")
        return Person(table["name"].strip(), table["email"].strip())

    # --- tables --------------------------------------------------------------------------------------

    def _tables(self, parent: dict[str, Any], key: str, name: str) -> list[dict[str, Any]]:
        found = parent.get(key, [])
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            raise self._file.error(f"{key!r} ska skrivas som [[{name}]]", name)
        return found

    def _next(self, table: dict[str, Any], kinds: _Types, name: str, required: tuple[str, ...]) -> int:
        index = self._counts[name]
        self._counts[name] += 1
        self._table(table, kinds, name, index, required)
        return index

    def _table(self, table: dict[str, Any], kinds: _Types, name: str, index: int, required: tuple[str, ...]) -> None:
        self._file.refuse_unknown(table, kinds, name, index)
        self._file.check(table, kinds, name, index)
        for key in required:
            if not str(table.get(key, "")).strip():
                raise self._file.error(f"{key!r} saknas eller är tom", name, index, key)
        if "id" in table and not _ID.fullmatch(table["id"]):
            raise self._file.error(
                f"'id' ska bestå av bokstäver, siffror och . _ - @ +, inte {table['id']!r}", name, index, "id"
            )
        for key, allowed in _CHOICES.items():
            if key in table and table[key] not in allowed:
                raise self._file.error(f"{key!r} ska vara {' eller '.join(allowed)}", name, index, key)

    def _once(self, kind: str, identity: str, index: int, table: str = "") -> None:
        table = table or kind
        first = self._seen.get((kind, identity))
        if first is not None:
            raise self._file.error(f"id {identity!r} står redan på rad {first}", table, index, "id")
        self._seen[kind, identity] = self._file.line(table, index, "id")

    def _check_successors(self, organisation: Organisation) -> None:
        ids = {d.id for d in organisation.departments}
        for index, department in enumerate(organisation.departments):
            if department.successor is not None and department.successor not in ids:
                message = f"efterträdaren {department.successor!r} finns inte i filen"
                raise self._file.error(message, "department", index, "successor")
