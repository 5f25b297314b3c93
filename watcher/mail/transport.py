"""How a finished mail leaves the house, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from db.records import Mail


class Verdict(StrEnum):
    """What is true of a mail after an attempt."""

    SENT = "sent"
    IN_DOUBT = "in_doubt"
    """The receiver may have it: the answer to the final dot never came."""
    LATER = "later"
    """Not stored; this recipient or message may work another time."""
    REFUSED = "refused"
    """Not stored, and trying again is useless: the address fails."""
    RELAY_DOWN = "relay_down"
    """Not stored, and no other mail will get through now either."""
    OUR_FAULT = "our_fault"
    """Not stored: the relay rejects us or our settings, a person must act."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``detail`` is Swedish with the relay's own words, one line, without anybody's address."""

    verdict: Verdict
    detail: str = ""


Still = Callable[[], bool]


def always() -> bool:
    """Nobody else can have the mail."""
    return True


def taken_over() -> Outcome:
    """Somebody else has the mail now: nothing was handed over."""
    return Outcome(Verdict.LATER, "en annan process har tagit över brevet")


class Transport(Protocol):
    """Hands over one mail at a time. Never raises for what the receiver does.

    ``still`` is asked at the last moment before the receiver has it for good: whether the mail is still ours to send.
    A process that was suspended may have been taken for dead meanwhile, and its mail sent by another.
    """

    def send(self, mail: Mail, still: Still = always) -> Outcome: ...

    def close(self) -> None: ...
