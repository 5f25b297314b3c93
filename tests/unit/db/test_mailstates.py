from __future__ import annotations

from itertools import product

import pytest

from db.mailstates import MOVES, UNTOLD, may_begin, may_move
from db.records import MailState

QUEUED, CLAIMED, IN_DOUBT = MailState.QUEUED, MailState.CLAIMED, MailState.IN_DOUBT
SENT, FAILED, SKIPPED = MailState.SENT, MailState.FAILED, MailState.SKIPPED


@pytest.mark.parametrize("state", list(MailState))
def test_how_a_mail_begins(state: MailState) -> None:
    assert may_begin(state) is (state in (QUEUED, SKIPPED))


@pytest.mark.parametrize(("current", "wanted"), list(product(MailState, MailState)))
def test_every_move(current: MailState, wanted: MailState) -> None:
    allowed = {
        (QUEUED, CLAIMED), (QUEUED, SKIPPED),
        (CLAIMED, CLAIMED), (CLAIMED, QUEUED), (CLAIMED, IN_DOUBT), (CLAIMED, SENT), (CLAIMED, FAILED),
        (CLAIMED, SKIPPED),
        (IN_DOUBT, QUEUED), (IN_DOUBT, SENT), (IN_DOUBT, FAILED),
        (FAILED, QUEUED), (SKIPPED, QUEUED), (SENT, FAILED),
    }  # fmt: skip
    assert may_move(current, wanted) is ((current, wanted) in allowed)


def test_a_mail_can_only_be_sent_by_whoever_claimed_it() -> None:
    assert {state for state in MailState if SENT in MOVES[state]} == {CLAIMED, IN_DOUBT}
    assert {FAILED, SKIPPED} == UNTOLD
