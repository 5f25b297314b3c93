"""Where a mail goes after an attempt."""

from __future__ import annotations

import datetime as dt

import pytest

from db.records import MailState
from tests.letters import NOW, mail
from watcher.jobs.deliver import DOUBT, GIVE_UP, after
from watcher.mail.transport import Outcome, Verdict

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Verdict.SENT, MailState.SENT),
        (Verdict.REFUSED, MailState.FAILED),
        (Verdict.LATER, MailState.QUEUED),
        (Verdict.RELAY_DOWN, MailState.QUEUED),
        (Verdict.OUR_FAULT, MailState.QUEUED),
        (Verdict.IN_DOUBT, MailState.QUEUED),
    ],
)
def test_the_first_attempt(verdict: Verdict, state: MailState) -> None:
    assert after(mail(), Outcome(verdict, "därför"), NOW)[0] is state


def test_a_mail_in_doubt_goes_once_more_and_then_waits_for_a_person() -> None:
    state, reason = after(mail(), Outcome(Verdict.IN_DOUBT, "inget svar"), NOW)
    assert (state, reason) == (MailState.QUEUED, f"{DOUBT}inget svar")
    assert after(mail(reason=reason), Outcome(Verdict.IN_DOUBT, "inget svar"), NOW)[0] is MailState.IN_DOUBT


def test_a_doubt_is_remembered_while_the_relay_is_down() -> None:
    waiting = after(mail(reason=f"{DOUBT}x"), Outcome(Verdict.RELAY_DOWN, "nere"), NOW)
    assert waiting == (MailState.QUEUED, f"{DOUBT}x")


def test_a_claim_that_ended_by_itself_counts_as_a_doubt() -> None:
    claimed = mail(state=MailState.CLAIMED)
    assert after(claimed, Outcome(Verdict.IN_DOUBT, "inget svar"), NOW)[0] is MailState.IN_DOUBT


def test_a_recipient_who_always_says_later_is_given_up_but_a_relay_never_is() -> None:
    old = NOW + GIVE_UP
    assert after(mail(), Outcome(Verdict.LATER, "grå lista"), old - DAY)[0] is MailState.QUEUED
    state, reason = after(mail(), Outcome(Verdict.LATER, "grå lista"), old)
    assert state is MailState.FAILED
    assert reason == "gav upp efter 5 dagar: grå lista"
    assert after(mail(), Outcome(Verdict.RELAY_DOWN, "nere"), old)[0] is MailState.QUEUED
