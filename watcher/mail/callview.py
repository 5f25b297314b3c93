"""A call as the templates need it: every value a finished text, unknown ones said to be unknown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Band, Budget, Call, CallFacts, Deadline, Match, Meeting, Precision, Reason, Role, Shares, Status
from watcher.mail.writing import Link, Writing, also, link, time_left
from watcher.parse.text import first_sentence, one_line
from watcher.rules import jargon
from watcher.rules.deadlines import ends_at, next_deadline
from watcher.rules.insight import Insight
from watcher.rules.jargon import Explained
from watcher.rules.language import Language
from watcher.rules.meetings import Outlook, can_decide
from watcher.rules.ownshare import own_share, usual_share, usual_text
from watcher.rules.programmes import programme_name
from watcher.rules.sentences import in_sentence
from watcher.rules.similar import similar_line
from watcher.rules.swedish import capital
from watcher.rules.wordpairs import word_pairs

BANDS = {Band.STRONG: "stark träff", Band.POSSIBLE: "möjlig träff", Band.WEAK: "svag träff"}
LANGUAGES = {
    "da": "utlysningen är på danska",
    "no": "utlysningen är på norska",
    "nb": "utlysningen är på norska",
    "nn": "utlysningen är på norska",
    "de": "utlysningen är på tyska; bara en del av orden jämförs",
    "fi": "utlysningen är på finska; bara en del av orden jämförs",
    "fr": "utlysningen är på franska; bara en del av orden jämförs",
}
"""What a reader is told of a call in a language that is bridged only in part."""
ROLES = {
    Role.LEAD: "kommunen kan leda",
    Role.PARTNER: "kommunen kan vara partner",
    Role.PILOT: "kommunen kan vara pilotplats",
    Role.UNKNOWN: "kommunens roll okänd",
}
STAGES = {1: "ansökan i ett steg", 2: "ansökan i två steg", None: "antal steg okänt"}
_SOON = dt.timedelta(days=14)
_WHY = 3
_SENTENCE = 110
"""Evidence is shown in its sentence when that is so short, in characters: about three lines on a telephone."""
_COUNTED = re.compile(r"([\d ,.]*\d) (.+)")
_ABOUT = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """The area's words and the call's words they met, with the rest of the sentence where that is short."""

    swedish: str
    other: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class CallView:
    link: Link
    reference: str
    band: str
    band_text: str
    summary: str
    programme: str
    deadline: str
    left: str
    soon: bool
    later: str
    opening: str
    board: str
    part: str
    budget: str
    share: str
    about: str
    why: tuple[Evidence, ...]
    quote: str
    """The sign that opens a quotation."""
    action: Explained | None
    words: tuple[Explained, ...]
    written: str
    """The language of the call where it is neither Swedish nor English: its words are compared only in part."""
    similar: str
    also: str
    """The other sources that show it."""
    unknown: str
    """What the source does not tell, in one line; those values are empty."""
    clickable: int = 0
    """The call's id where the mail has links for a stand and a mark, else 0."""

    @property
    def why_text(self) -> str:
        """The evidence as one line of plain text."""
        said = (f"{e.swedish} – {self.quote}{e.before}{e.other}{e.after}”" if e.other else e.swedish for e in self.why)
        return "; ".join(said)


def call_view(
    call: Call, match: Match, writing: Writing, meetings: Sequence[Meeting] = (), similar: Sequence[Call] = ()
) -> CallView:
    """Everything a digest says of a new call. ``meetings`` are those of the department it is shown to."""
    facts, lang = call.facts, writing.lang
    upcoming, known = next_deadline(facts.deadlines, writing.now), writing.insight(call)
    summary, swedish = first_sentence(facts.summary), lang.CODE == "sv"
    part, share, budget = part_text(known, lang), share_text(facts, writing), budget_text(facts, lang)
    return CallView(
        link=link(call, writing),
        reference=one_line(facts.key.external_id, 80) if facts.key.namespace == "ft" else "",
        band=match.band.value,
        band_text=lang.say(BANDS[match.band]),
        summary="" if summary.casefold() == facts.title.casefold() else summary,
        programme=capital(programme_name(facts.programme, lang)) if facts.programme else "",
        deadline=_deadline(facts, upcoming, lang),
        left=time_left(upcoming, writing) if upcoming else "",
        soon=upcoming is not None and upcoming.precision is Precision.DAY and ends_at(upcoming) - writing.now <= _SOON,
        later=_later(facts, upcoming, lang),
        opening=_opening(facts, writing),
        board=board_text(meetings, upcoming, writing),
        part=part,
        budget=budget,
        share=share,
        about=", ".join(about(match.reasons)),
        why=why(match.reasons, known.text, summary),
        quote=lang.say("”"),
        action=jargon.action(facts.action_type) if swedish else _as_is(facts.action_type),
        words=jargon.words(f"{facts.title}\n{summary}") if swedish and facts.language != "sv" else (),
        written=lang.say(LANGUAGES[facts.language]) if facts.language in LANGUAGES else "",
        similar=capital(similar_line(similar, writing.now, lang)),
        also=capital(also(call, writing)),
        unknown=_not_told(lang, part, share, budget, facts.programme),
        clickable=call.id if writing.buttons else 0,
    )


def _not_told(lang: Language, part: str, share: str, budget: str, programme: str | None) -> str:
    """Four rows that only say *unknown* are a long way to scroll on a telephone."""
    rows = (("medverkan", part), ("egen insats", share), ("budget", budget), ("program", programme))
    return lang.joined([lang.say(name) for name, text in rows if not text])


def about(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """The Swedish terms that weigh most, each once."""
    return tuple(dict.fromkeys(r.about for r in _heaviest(reasons) if r.about))[:_ABOUT]


def why(reasons: Sequence[Reason], text: str = "", shown_already: str = "") -> tuple[Evidence, ...]:
    """The evidence that weighs most, the area's own words first. A word that met itself is shown once; the first that
    stands in a short sentence of the call's text is shown in it, but for one that the reader has before them anyway."""
    told: dict[tuple[str, str], Reason] = {}
    for pair in sorted(word_pairs(_heaviest(reasons)), key=lambda p: p.heaviest.via == "mark"):
        if pair.heaviest.swedish:
            told.setdefault(pair.words, pair.heaviest)
    shown, whole = [], False
    for reason in list(told.values())[:_WHY]:
        evidence = None if whole else _in_short_sentence(reason, text, shown_already)
        whole = whole or evidence is not None
        shown.append(evidence or Evidence(one_line(reason.swedish, 80), _met(reason)))
    return tuple(shown)


def _met(reason: Reason) -> str:
    return "" if reason.swedish.casefold() == reason.english.casefold() else one_line(reason.english, 80)


def _in_short_sentence(reason: Reason, text: str, shown_already: str) -> Evidence | None:
    snippet = in_sentence(text, reason.english, 2 * _SENTENCE) if _met(reason) else None
    if snippet is None or len(snippet.text) > _SENTENCE or snippet.text == snippet.hit:
        return None
    if snippet.text in shown_already:
        return None
    return Evidence(one_line(reason.swedish, 80), snippet.hit, snippet.before, snippet.after.rstrip(",;: "))


def part_text(known: Insight, lang: Language) -> str:
    """``kommunen kan vara partner; minst 3 partner från 3 länder; ansökan i två steg``; empty when all is unknown."""
    needed = known.consortium
    if known.role is Role.UNKNOWN and not (needed.partners or needed.countries or known.stages):
        return ""
    partners = lang.plural(needed.partners, "partner", "partner") if needed.partners else ""
    lands = lang.plural(needed.countries, "land", "länder") if needed.countries else ""
    if needed.partners == 1:
        least = lang.say("går att söka ensam")
    elif partners and lands:
        least = lang.say("minst {partners} från {countries}", partners=partners, countries=lands)
    elif partners or lands:
        least = lang.say("minst {least}", least=partners or lands)
    else:
        least = lang.say("antal partner okänt")
    return "; ".join((lang.say(ROLES[known.role]), least, lang.say(STAGES.get(known.stages, STAGES[None]))))


def board_text(meetings: Sequence[Meeting], upcoming: Deadline | None, writing: Writing) -> str:
    """Whether the board can decide in time; empty where it has no calendar or the call no known deadline."""
    found = can_decide(meetings, upcoming.date, writing.today) if upcoming else None
    lang = writing.lang
    if found is None:
        return ""
    if found.outlook is Outlook.IN_TIME and found.meeting:
        day, papers = lang.date_text(found.meeting.date), lang.date_text(found.meeting.papers)
        return lang.say("hinner besluta {day}; handlingar senast {papers}", day=day, papers=papers)
    if found.outlook is Outlook.TOO_LATE:
        return lang.say("hinner inte besluta före sista dag")
    return lang.say("okänt; inlagda möten slutar {day}", day=lang.date_text(found.until))


def budget_text(facts: CallFacts, lang: Language) -> str:
    """``12 miljoner euro totalt, 2 till 3 miljoner euro per projekt``; the raw text where it could not be read; empty
    where there is none."""
    budget = facts.budget
    parts = []
    if budget.total is not None:
        parts.append(lang.say("{amount} totalt", amount=lang.amount(budget.total, budget.currency)))
    if each := _each(budget, lang):
        parts.append(lang.say("{amount} per projekt", amount=each))
    if budget.expected_grants:
        count = lang.plural(budget.expected_grants, "projekt", "projekt")
        parts.append(lang.say("räcker till ungefär {count}", count=count))
    return ", ".join(parts) or (_unknown(facts, "budget", lang) if facts.unread.get("budget") else "")


def _each(budget: Budget, lang: Language) -> str:
    low, high = budget.minimum, budget.maximum
    if low is not None and high is not None:
        return span(low, high, budget.currency, lang)
    if high is not None:
        return lang.say("högst {amount}", amount=lang.amount(high, budget.currency))
    return lang.say("minst {least}", least=lang.amount(low, budget.currency)) if low is not None else ""


def span(low: int, high: int, currency: str, lang: Language) -> str:
    """``2 till 3 miljoner euro``; the unit is said once where it is the same."""
    first, last = lang.amount(low, currency), lang.amount(high, currency)
    if first == last:
        return first
    count, unit = _COUNTED.fullmatch(first), _COUNTED.fullmatch(last)
    short = count[1] if count and unit and count[2] == unit[2] else first
    return lang.say("{low} till {high}", low=short, high=last)


def share_text(facts: CallFacts, writing: Writing) -> str:
    """How much of the costs the funder pays, and what is left to us, in kronor where the grant's size is known; what is
    usual where the call does not tell, and empty where nothing does."""
    share, lang = own_share(facts.budget, writing.exchange), writing.lang
    if share is None:
        return _shares_text(facts.budget.shares, lang) or usual_text(usual_share(facts), lang)
    if share.percent == 0:
        return lang.say("stödet täcker upp till 100 % – ingen egen insats krävs")
    text = lang.say(
        "stödet täcker upp till {rate} % – egen insats minst {own} %", rate=100 - share.percent, own=share.percent
    )
    low, high = share.low, share.high
    if low is None and high is None:
        return lang.say("{share}, i kronor okänt", share=text)
    if low is not None and high is not None:
        kronor = span(low, high, "SEK", lang)
    else:
        word = "från {amount}" if high is None else "högst {amount}"
        kronor = lang.say(word, amount=lang.amount(low if high is None else high, "SEK"))  # type: ignore[arg-type]
    return lang.say("{share}: ungefär {kronor} för alla parter tillsammans", share=text, kronor=kronor)


def _shares_text(shares: Shares, lang: Language) -> str:
    """Each payer's part as far as it is known: funds quote the rate from either side."""
    parts = (("EU", shares.eu), (lang.say("nationellt stöd"), shares.national), (lang.say("egen insats"), shares.own))
    return ", ".join(f"{name} {value} %" for name, value in parts if value is not None)


def _deadline(facts: CallFacts, upcoming: Deadline | None, lang: Language) -> str:
    if upcoming is None:
        return _unknown(facts, "deadlines", lang, "okänd")
    text = lang.deadline_text(upcoming)
    return _staged(text, upcoming, lang)


def _staged(text: str, deadline: Deadline, lang: Language) -> str:
    return lang.say("{day} (steg {stage})", day=text, stage=deadline.stage) if deadline.stage else text


def _later(facts: CallFacts, upcoming: Deadline | None, lang: Language) -> str:
    if upcoming is None:
        return ""
    rest = [d for d in facts.deadlines if ends_at(d) > ends_at(upcoming)]
    if not rest:
        return ""
    days = lang.joined([_staged(lang.period_text(d.date, d.precision), d, lang) for d in rest[:2]])
    if len(rest) > 2:
        days = lang.say("{days} och {count} till", days=days, count=lang.number(len(rest) - 2))
    return lang.say("därefter {days}", days=days)


def _opening(facts: CallFacts, writing: Writing) -> str:
    lang, today = writing.lang, writing.today
    if facts.opening is not None and facts.opening > today:
        return f"{lang.date_text(facts.opening)} ({lang.days_left(facts.opening, today)})"
    if facts.opening_words and facts.opening is None:
        return one_line(facts.opening_words, 100)
    if facts.status is Status.FORTHCOMING and facts.opening is None:
        return _unknown(facts, "opening", lang, "okänd")
    return ""


def _unknown(facts: CallFacts, name: str, lang: Language, word: str = "okänt") -> str:
    """What is not known is said to be so, with the source's own words where we could not read them."""
    raw = one_line(facts.unread.get(name, ""), 100)
    said = lang.say(word)
    return lang.say("{unknown} (källan skriver ”{raw}”)", unknown=said, raw=raw) if raw else said


def _as_is(action_type: str | None) -> Explained | None:
    return Explained(one_line(action_type, 100), "") if action_type else None


def _heaviest(reasons: Sequence[Reason]) -> list[Reason]:
    return sorted((r for r in reasons if r.weight > 0), key=lambda r: -r.weight)
