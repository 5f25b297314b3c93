"""Personal data by command: register, extract, erasing, decisions and weeding."""

from __future__ import annotations

import json

from tests.acceptance.conftest import MONDAY, Place

CALL = "LIFE-2026-CET-ENERPOV"


def test_from_a_stand_to_a_record_without_the_person(town: Place) -> None:
    assert "Inget gallringsbeslut" in town.run("tidy", "run").out
    assert "stands_taken.by" in town.run("privacy", "register").out
    town.run("crawl", "--now", MONDAY)
    note = ("--note", "Bo hinner inte.")
    town.run("consider", "set", CALL, "avstår", "--department", "vatten", "--now", MONDAY, *note)
    written = town.run("--json", "privacy", "decisions", "logg.csv", "--now", MONDAY).json
    assert (written["shown"], written["left_out"]) == (1, 0)
    assert (town.folder / "logg.csv").stat().st_mode & 0o777 == 0o600
    assert "Tills vidare: inget gallringsbeslut" in town.run("tidy", "show").out
    said = town.run("tidy", "set", "stands", "--months", "24", "--reference", "KS 2026/123").out
    assert "24 månader, gallringsbeslut KS 2026/123" in said
    assert town.run("--json", "tidy", "run", "--now", MONDAY).json == {"stands": 0}
    assert town.run("--json", "tidy", "run", "--now", "2028-12-01T07:00").json == {"stands": 1}
    (stand,) = town.run("--json", "consider", "show", "1").json["history"]
    assert (stand["by"], stand["stand"]) == ("gallrad", "declined")
    after = town.run("--json", "privacy", "decisions", "efter.csv").json
    assert after["last"] == written["last"]
    town.run("tidy", "unset", "stands")
    assert all(kind["months"] is None for kind in town.run("--json", "tidy", "show").json)


def test_a_log_that_was_changed_is_told_by_line(town: Place) -> None:
    town.run("crawl", "--now", MONDAY)
    town.run("consider", "set", CALL, "avstår", "--department", "vatten", "--now", MONDAY)
    last = town.run("--json", "privacy", "decisions", "logg.csv").json["last"]
    assert "håller" in town.run("privacy", "verify", "logg.csv", "--last", last).out
    whole = (town.folder / "logg.csv").read_text(encoding="utf-8-sig")
    town.write("logg.csv", whole.replace("avstår", "söker"))
    assert "logg.csv, rad 2: raden är ändrad" in town.run("privacy", "verify", "logg.csv", expect=1).out
    town.write("logg.csv", whole.splitlines()[0])
    assert "saknas i slutet" in town.run("privacy", "verify", "logg.csv", "--last", last, expect=1).out
    town.write("logg.csv", "a;b\n1;2\n")
    assert "ingen beslutslogg" in town.run("privacy", "verify", "logg.csv", expect=2).err


def test_an_extract_and_erasing(town: Place) -> None:
    town.run("privacy", "export", "Bo@example.org", "--out", "bo.json")
    told = json.loads((town.folder / "bo.json").read_text(encoding="utf-8"))
    assert told["stored"]["contacts"]["contacts"][0]["name"] == "Bo"
    assert "eva@" not in json.dumps(told)
    before = town.run("org", "export").out
    said = town.run("privacy", "erase", "bo@example.org").out
    assert "Skulle tas bort" in said
    assert "uppgifter som kontakt eller ersättare: 1 rad" in said
    assert town.run("org", "export").out == before
    done = town.run("--json", "privacy", "erase", "bo@example.org", "--yes").json
    assert done["departments_without_contact"] == ["Vattenbolaget"]
    assert "bo@" not in town.run("org", "export").out
    assert "inget är lagrat" in town.run("privacy", "erase", "bo@example.org", expect=1).err


def test_what_is_no_decision_is_refused(town: Place) -> None:
    few = ("--months", "1", "--reference", "KS 1")
    assert "mellan 3 och 1200" in town.run("tidy", "set", "stands", *few, expect=2).err
    years = ("--months", "24", "--reference", "KS 1")
    assert "organisationsfilen" in town.run("tidy", "set", "contacts", *years, expect=2).err


def test_the_register_is_a_page_of_its_own(town: Place) -> None:
    stored = town.run("--json", "privacy", "register").json["stored"]
    files = town.run("--json", "privacy", "register", "--out", "blad").json["files"]
    assert [f.rsplit(".", 1)[1] for f in files] == ["docx", "html", "xlsx"]
    page = (town.folder / "blad" / "personuppgifter.html").read_text(encoding="utf-8")
    assert all(f">{line['column']}<" in page for line in stored)
    assert page.count("inget gallringsbeslut är inlagt") == 7
    assert "Så länge personen står i organisationsfilen." in page
