"""The words of the house as frozen records. Standard library only; any package may import this module.

Field names follow the vocabulary of docs/words.md. Times are aware and in UTC unless the name says otherwise;
dates are calendar dates in the zone named beside them. ``None`` means *unknown*, never zero or empty.
"""

from __future__ import annotations

from db.records.calls import (
    Budget,
    Call,
    CallFacts,
    CallKey,
    Change,
    Deadline,
    Dispute,
    KnownSighting,
    Precision,
    Revision,
    Role,
    Section,
    Shares,
    Status,
)
from db.records.mails import (
    Announcement,
    Band,
    BandLimits,
    Hold,
    Mail,
    MailState,
    Mark,
    Match,
    MatchState,
    Pause,
    Reason,
    Run,
)
from db.records.sightings import Clues, Decision, Pair, Said, Seen, Sighting
from db.records.sources import CrawlReport, SourceRecord, SourceState, Validators
from db.records.town import Area, Contact, Department, Meeting, Organisation, Person, Standing, StandingState

__all__ = [
    "Announcement",
    "Area",
    "Band",
    "BandLimits",
    "Budget",
    "Call",
    "CallFacts",
    "CallKey",
    "Change",
    "Clues",
    "Contact",
    "CrawlReport",
    "Deadline",
    "Decision",
    "Department",
    "Dispute",
    "Hold",
    "KnownSighting",
    "Mail",
    "MailState",
    "Mark",
    "Match",
    "MatchState",
    "Meeting",
    "Organisation",
    "Pair",
    "Pause",
    "Person",
    "Precision",
    "Reason",
    "Revision",
    "Role",
    "Run",
    "Said",
    "Section",
    "Seen",
    "Shares",
    "Sighting",
    "SourceRecord",
    "SourceState",
    "Standing",
    "StandingState",
    "Status",
    "Validators",
]
