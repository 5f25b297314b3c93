"""From which state a mail may go to which. Pure; ``db.digests`` lets nothing else happen."""

from __future__ import annotations

from db.records import MailState

QUEUED, CLAIMED, IN_DOUBT = MailState.QUEUED, MailState.CLAIMED, MailState.IN_DOUBT
SENT, FAILED, SKIPPED = MailState.SENT, MailState.FAILED, MailState.SKIPPED

FIRST = frozenset({QUEUED, SKIPPED})
"""How a mail may begin; skipped is the row of a period that has nothing to tell."""
MOVES = {
    QUEUED: frozenset({CLAIMED, SKIPPED}),
    # To be claimed again is to be taken over once the claim has ended.
    CLAIMED: frozenset({CLAIMED, QUEUED, IN_DOUBT, SENT, FAILED, SKIPPED}),
    # What follows is a person's decision: send it again, or what they found out about it.
    IN_DOUBT: frozenset({QUEUED, SENT, FAILED}),
    FAILED: frozenset({QUEUED}),
    SKIPPED: frozenset({QUEUED}),
    # The relay took it and the receiver's server sent it back.
    SENT: frozenset({FAILED}),
}
UNTOLD = frozenset({FAILED, SKIPPED})
"""States in which what the mail was to tell has not been told: it is news again for the next digest."""


def may_begin(state: MailState) -> bool:
    """Whether a mail may be stored in this state."""
    return state in FIRST


def may_move(current: MailState, wanted: MailState) -> bool:
    """Whether a mail in the one state may go to the other."""
    return wanted in MOVES[current]
