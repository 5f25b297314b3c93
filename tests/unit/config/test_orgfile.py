from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.records import Area, Contact, Department, Meeting, Organisation, Person
from watcher.config.orgfile import read_org
from watcher.config.orgtext import write_org
from watcher.errors import ConfigError

FULL = Organisation(
    id="by",
    name="By kommun",
    coordinator=Person("Eva", "eva@example.org"),
    orgnr="212000-0000",
    region="Kronoberg",
    departments=(
        Department(
            "skola",
            "Skolan",
            areas=(Area("las", "Läsning", "Alla läser.\nVarje dag.", ("sport", "gym")), Area("mat", "Mat", "God mat.")),
            contacts=(
                Contact("bo@example.org", "Bo", "Bo@example.org", Person("Ada", "ada@example.org")),
                Contact("chef", "Cia", "cia@example.org", locale="en", frequency="monthly"),
            ),
            valid_from=dt.date(2020, 1, 1),
            valid_to=dt.date(2026, 12, 31),
            successor="ny",
            meetings=(
                Meeting(dt.date(2026, 11, 26), dt.date(2026, 11, 12)),
                Meeting(dt.date(2026, 12, 17), dt.date(2026, 11, 24)),
            ),
        ),
        Department("ny", "Nya skolan"),
    ),
)
TEXT = write_org(FULL)


def read(tmp_path: Path, text: str) -> Organisation:
    path = tmp_path / "org.toml"
    path.write_text(text, encoding="utf-8")
    return read_org(path)


def test_what_is_written_is_read_as_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT) == FULL


_plain = st.text(min_size=1).map(str.strip).filter(bool)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(name=_plain, text=_plain, words=st.lists(_plain))
def test_any_text_survives(tmp_path: Path, name: str, text: str, words: list[str]) -> None:
    area = Area("a", name, text, tuple(words))
    organisation = replace(FULL, name=name, departments=(Department("d", name, (area,)),))
    assert read(tmp_path, write_org(organisation)) == organisation


def line_of(text: str) -> int:
    return next(n for n, line in enumerate(TEXT.splitlines(), 1) if line.startswith(text))


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ('id = "ny"', 'id = "skola"', 'id = "ny"', "id 'skola' står redan på rad"),
        ('id = "mat"', 'id = "las"', 'id = "mat"', "id 'las' står redan på rad"),
        ('id = "chef"', 'id = "bo@example.org"', 'id = "chef"', "står redan på rad"),
        ('text = "God mat."', 'text = " "', 'text = "God mat."', "'text' saknas eller är tom"),
        ('title = "Mat"', 'titel = "Mat"', 'title = "Mat"', "'titel' är okänd. Menade du 'title'"),
        ('email = "cia@example.org"', 'email = "cia@example"', 'email = "cia', "'email' är ingen e-postadress"),
        ('email = "ada@example.org"', 'email = "ada at home"', "deputy", "'deputy.email' är ingen e-postadress"),
        ('email = "ada@example.org"', 'mail = "ada@example.org"', "deputy", "'deputy.mail' är okänd"),
        ('email = "eva@example.org"', 'email = "eva"', "coordinator", "'coordinator.email' är ingen"),
        ('frequency = "monthly"', 'frequency = "hourly"', 'frequency = "monthly"', "'frequency' ska vara weekly"),
        ("valid_to = 2026-12-31", "valid_to = 2019-12-31", "valid_to", "före valid_from"),
        ("valid_to = 2026-12-31", 'valid_to = "soon"', "valid_to", "'valid_to' ska vara"),
        ('successor = "ny"', 'successor = "x"', "successor", "'x' finns inte i filen"),
        ("papers = 2026-11-24", "papers = 2026-12-18", "papers = 2026-11-24", "'papers' är efter mötets dag"),
        ("papers = 2026-11-24", 'note = "x"', "papers = 2026-11-24", "'note' är okänd"),
        ("date = 2026-12-17", "date = 2026-11-26", "date = 2026-12-17", "mötet 2026-11-26 står redan på rad"),
        ("date = 2026-12-17", "date = 2026-12-17T09:00:00", "date = 2026-12-17", "'date' ska vara ett datum"),
        ("date = 2026-12-17", "day = 2026-12-17", "date = 2026-12-17", "'day' är okänd"),
        ('excluded = ["sport", "gym"]', "excluded = [1]", "excluded", "'excluded' ska vara en lista av ord"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, old: str, new: str, field: str, words: str) -> None:
    assert old in TEXT
    with pytest.raises(ConfigError, match=words) as error:
        read(tmp_path, TEXT.replace(old, new, 1))
    assert f"org.toml, rad {line_of(field)}:" in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "saknar tabellen"),
        ('[organisation]\nid = "x"\n', "rad 1: 'name' saknas"),
        ('[organisation]\nid = "a b"\nname = "x"\n', "rad 2: 'id' ska bestå av"),
        ('[organisation]\nid = "x"\nname = "x"\n[[departement]]\n', "'departement' är okänd. Menade du 'department'"),
        ('department = "x"\n[organisation]\nid = "x"\nname = "x"\n', "ska skrivas som"),
        ('[organisation]\nid = "x"\nname = "x"\n[[department]]\nid = "a"\nname = "A"\narea = [1]\n', "ska skrivas som"),
    ],
)
def test_files_that_lack_what_they_need(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        read(tmp_path, text)


def test_one_person_may_stand_under_two_departments(tmp_path: Path) -> None:
    person = Contact("bo@example.org", "Bo", "bo@example.org")
    departments = (Department("a", "A", contacts=(person,)), Department("b", "B", contacts=(person,)))
    organisation = replace(FULL, departments=departments)
    assert read(tmp_path, write_org(organisation)) == organisation
