"""Which counties a call is for."""

from __future__ import annotations

import pytest

from watcher.rules.regions import ALL, concerns, regions_in, regions_listed

SMALAND = ("Gotland", "Jönköping", "Kalmar", "Kronoberg")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Utlysningen gäller Småland och Öarna", SMALAND),
        ("Småland med öarna", SMALAND),
        ("Kronoberg", ("Kronoberg",)),
        ("Region Kronoberg", ("Kronoberg",)),
        ("Kronobergs län och Skåne", ("Kronoberg", "Skåne")),
        ("Region Jämtland Härjedalen, Region Västernorrland", ("Jämtland", "Västernorrland")),
        (
            "cirkulär ekonomi i Östra Mellansverige",
            ("Södermanland", "Uppsala", "Västmanland", "Örebro", "Östergötland"),
        ),
        ("Hela Sverige", (ALL,)),
        ("Vi träffas i Kalmar och Stockholm", ()),
        ("kommuner i hela Europa", ()),
    ],
)
def test_regions_in_a_text(text: str, expected: tuple[str, ...]) -> None:
    assert regions_in(text) == expected


def test_in_a_list_of_regions_a_city_name_is_the_county() -> None:
    assert regions_listed(["Gotland", "Jönköping", "Kalmar", "Kronoberg"]) == SMALAND
    assert regions_listed(["Örebro", "Östergötland", "Sörmland", "Uppsala", "Västmanland"]) == (
        "Södermanland", "Uppsala", "Västmanland", "Örebro", "Östergötland")  # fmt: skip


@pytest.mark.parametrize(("regions", "answer"), [((), None), ((ALL,), True), (SMALAND, True), (("Skåne",), False)])
def test_whether_a_call_is_for_kronoberg(regions: tuple[str, ...], answer: bool | None) -> None:
    assert concerns(regions, "Kronoberg") is answer
