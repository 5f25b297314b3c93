"""Bombs and broken packings collected by others: bounded, and an error of ours or a sane body."""

from __future__ import annotations

import tarfile

import pytest

from tests.shared import shared
from watcher.errors import FetchError
from watcher.fetch.bounded import read_body

MAX = 1_000_000


@pytest.mark.shared
def test_every_packed_file_is_bounded() -> None:
    seen = 0
    with tarfile.open(shared("hostile", "scrapy-compressed.tar.gz")) as archive:
        for member in archive:
            handle = archive.extractfile(member)
            if handle is None:
                continue
            seen += 1
            data = handle.read()
            for encoding in ("gzip", "deflate", "br", "zstd"):
                try:
                    body = read_body([data], encoding, max_raw=MAX, max_decoded=MAX)
                except FetchError:
                    continue
                assert len(body) <= MAX, member.name
    assert seen >= 10
