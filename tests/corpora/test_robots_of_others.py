"""4,231 robots.txt files of others: each is read, and answers for any address."""

from __future__ import annotations

import tarfile

import pytest

from tests.shared import shared
from watcher.fetch.robots import MAX_SIZE, PRODUCT, rules_of


@pytest.mark.shared
def test_every_file_gives_an_answer() -> None:
    seen = allowed = 0
    with tarfile.open(shared("hostile", "protego-robots.tar.xz")) as archive:
        for member in archive:
            handle = archive.extractfile(member)
            if handle is None or "test_data" not in member.name:
                continue
            content = handle.read()
            rules = rules_of(content)
            seen += 1
            allowed += rules.can_fetch("https://example.org/calls/open?page=2", PRODUCT)
            delay = rules.crawl_delay(PRODUCT)
            assert delay is None or isinstance(delay, float), member.name
            assert len(content) <= 64 * MAX_SIZE
    assert seen > 4000
    assert 0.8 * seen < allowed < seen
