"""Whose word counts, as sources.toml says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher.config.sourcefile import read_sources
from watcher.config.trust import USUAL, Trust
from watcher.errors import ConfigError

SOURCE = """
[[source]]
id = "{id}"
kind = "{kind}"
name = "{id}"
url = "https://{id}.example.org/x"
language = "en"
every = "1d"
{more}
"""
TWO = SOURCE.format(id="news", kind="feed", more="") + SOURCE.format(id="eu", kind="sedia", more="")


def trust(folder: Path, text: str) -> Trust:
    path = folder / "sources.toml"
    path.write_text(TWO + text, encoding="utf-8")
    return read_sources(path).trust


def order(found: Trust, name: str, *sources: str) -> list[str]:
    return sorted(sources, key=lambda s: found.rank(name, s))


def test_without_a_table_the_portal_goes_before_feeds_and_what_is_left_out_comes_last(tmp_path: Path) -> None:
    found = trust(tmp_path, "")
    assert found.default == USUAL
    assert order(found, "title", "removed", "news", "eu") == ["eu", "news", "removed"]


def test_a_fact_may_have_an_order_of_its_own_by_id_or_kind(tmp_path: Path) -> None:
    found = trust(tmp_path, '[trust]\ndefault = ["sedia"]\ntitle = ["news"]\nbudget = ["feed"]')
    assert order(found, "title", "eu", "news") == ["news", "eu"]
    assert order(found, "budget", "eu", "news") == ["news", "eu"]
    assert order(found, "url", "news", "eu") == ["eu", "news"]


def test_private_collections_come_last_unless_named() -> None:
    sources = {"access": ("listing", True), "agency": ("feed", False)}
    assert order(Trust(sources=sources), "title", "access", "agency") == ["agency", "access"]
    assert order(Trust(orders={"title": ("access",)}, sources=sources), "title", "agency", "access")[0] == "access"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[trust]\ntitles = ['eu']", "titles"),
        ("[trust]\ntitle = 'eu'", "ska vara en lista"),
        ("[trust]\ntitle = []", "ska vara en lista"),
        ("[trust]\ntitle = ['nix']", "'nix', som varken"),
        ("[trust]\ntitle = ['eu', 'eu']", "två gånger"),
        ("[[trust]]\ntitle = ['eu']", "enkla hakar"),
    ],
)
def test_a_wrong_table_is_told_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        trust(tmp_path, text)
