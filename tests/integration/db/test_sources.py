from __future__ import annotations

import datetime as dt
from dataclasses import replace

from db import sources
from db.engine import Database
from db.records import CrawlReport, SourceRecord, SourceState, Validators
from tests.integration.db.samples import DAY, NOW

_END = NOW + dt.timedelta(minutes=2)
_GOOD = CrawlReport("eu", SourceState.OK, NOW, _END, 12, 1, 2, 3, 4, 5, 6, 7, ("två okända koder",))
_BAD = replace(_GOOD, state=SourceState.UNREACHABLE, started=NOW + DAY, finished=_END + DAY, error="Svarar inte.")


def test_a_good_crawl_is_remembered(database: Database) -> None:
    with database.write() as tx:
        assert sources.get(tx, "eu") is None
        sources.record(tx, _GOOD, name="EU-portalen", rows=21, validators=Validators('"a"', "Mon"))
        assert sources.get(tx, "eu") == SourceRecord(
            "eu", "EU-portalen", SourceState.OK, NOW, _END, 21, Validators('"a"', "Mon"), None, _GOOD.notes, 0, False
        )
        assert sources.last_started(tx) == {"eu": NOW}


def test_a_failed_crawl_keeps_what_the_last_complete_one_gave(database: Database) -> None:
    with database.write() as tx:
        sources.record(tx, _GOOD, name="EU", rows=21, validators=Validators('"a"'))
        for _ in range(2):
            sources.record(tx, _BAD, name="EU", rows=None, validators=None)
        failed = sources.get(tx, "eu")
        assert failed is not None
        assert (failed.rows, failed.validators, failed.last_success) == (21, Validators('"a"'), _END)
        assert (failed.state, failed.error, failed.failures) == (SourceState.UNREACHABLE, "Svarar inte.", 2)
        assert failed.last_attempt == NOW + DAY
        sources.record(tx, replace(_GOOD, state=SourceState.NOT_MODIFIED), name="EU", rows=None, validators=None)
        well = sources.get(tx, "eu")
        assert well is not None
        assert (well.failures, well.error) == (0, None)


def test_the_history_is_kept_newest_first(database: Database) -> None:
    with database.write() as tx:
        sources.record(tx, _GOOD, name="EU", rows=21, validators=None)
        sources.record(tx, _BAD, name="EU", rows=None, validators=None)
        sources.record(tx, replace(_GOOD, source_id="other"), name="Other", rows=1, validators=None)
        assert sources.history(tx, "eu", 10) == [_BAD, _GOOD]
        assert sources.history(tx, "eu", 1) == [_BAD]


def test_sources_out_of_force_are_marked_and_may_come_back(database: Database) -> None:
    with database.write() as tx:
        for source_id in ("a", "b"):
            sources.record(tx, replace(_GOOD, source_id=source_id), name=source_id, rows=1, validators=None)
        for in_force, removed in ((["b"], [True, False]), ([], [True, True]), (["a", "b", "new"], [False, False])):
            sources.mark_removed(tx, in_force)
            assert [source.removed for source in sources.all_sources(tx)] == removed
