"""Looking at an address that may become a source: its feeds, its repeated items or its JSON, as ready blocks."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from watcher.config.sourcefile import SourceFile
from watcher.errors import FetchError, ParseError, UsageError
from watcher.fetch.answer import Answer
from watcher.jobs.deps import Deps
from watcher.parse import jsontext, paths
from watcher.parse.discover import Discovery, FeedLink, Structure, discover
from watcher.parse.discoverjson import propose_paths
from watcher.parse.feed import parse_feed
from watcher.parse.feedrecords import Feed
from watcher.parse.sandbox import limited
from watcher.parse.text import absolute_url, one_line
from watcher.rules.lastday import from_field, from_text, zone_of
from watcher.sources.walking import walk

FEEDS_TRIED = 3
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One row that an offer would bring; ``deadline`` is an ISO date or empty."""

    title: str
    link: str
    deadline: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to watch the address. ``block`` is ready for sources.toml; ``count`` is the rows it gave now."""

    kind: str
    why: str
    block: str
    count: int
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an address offers, best first; ``notes`` say in Swedish what was seen and not used."""

    url: str
    offers: tuple[Offer, ...]
    notes: tuple[str, ...] = ()

    @property
    def block(self) -> str:
        """The best offer's block, empty when there is none."""
        return self.offers[0].block if self.offers else ""


def propose(deps: Deps, url: str) -> Proposal:
    """Look at an address, as far as its robots.txt lets us. Raises UsageError, FetchError, ParseError."""
    wanted = absolute_url(url)
    if wanted is None:
        raise UsageError(f"{one_line(url, 80)!r} är ingen adress som börjar med https://")
    answer = walk(deps.fetcher, wanted, 1.0)
    namer = _Namer(deps.sources)
    value = _json(answer)
    notes: tuple[str, ...] = ()
    if value is not None and not _is_json_feed(value):
        offers = _json_offers(answer, value, namer)
    elif feed := _feed(answer):
        offers = [_feed_offer(answer.url, feed, namer, "adressen är ett flöde", "")]
    else:
        offers, notes = _page_offers(deps, answer, namer)
    nothing = () if offers else ("inget flöde och ingen upprepad lista hittades på sidan",)
    return Proposal(answer.url, tuple(offers), (*notes, *nothing))


class _Namer:
    """Gives each block an id that the file does not have yet."""

    def __init__(self, sources: SourceFile) -> None:
        self._taken = {s.id for s in sources.sources}

    def __call__(self, url: str) -> str:
        host = (urlsplit(url).hostname or "kalla").removeprefix("www.")
        folded = unicodedata.normalize("NFKD", host).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:34] or "kalla"
        name = next(n for i in range(1, 10_000) if (n := base if i == 1 else f"{base}-{i}") not in self._taken)
        self._taken.add(name)
        return name


def _json(answer: Answer) -> object | None:
    if answer.content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return None
    try:
        value: object = jsontext.loads(answer.content, "svaret")
    except ParseError:
        return None
    return value


def _is_json_feed(value: object) -> bool:
    return isinstance(value, dict) and "jsonfeed.org" in str(value.get("version", ""))


def _feed(answer: Answer) -> Feed | None:
    try:
        feed: Feed = limited(parse_feed, answer.content, answer.url, answer.charset)
    except ParseError:
        return None
    return feed


def _feed_offer(url: str, feed: Feed, namer: _Namer, why: str, language: str) -> Offer:
    keys = _common("feed", namer(url), feed.title or urlsplit(url).hostname or url, url, language)
    examples = tuple(Example(i.title, i.link) for i in feed.items[:EXAMPLES])
    return Offer("feed", f"{why}, {len(feed.items)} poster", _block(keys), len(feed.items), examples)


def _page_offers(deps: Deps, answer: Answer, namer: _Namer) -> tuple[list[Offer], tuple[str, ...]]:
    page: Discovery = limited(discover, answer.content, answer.url, answer.charset)
    notes: list[str] = []
    offers = [o for link in page.feeds[:FEEDS_TRIED] if (o := _tried(deps, link, page, namer, notes))]
    offers += [_listing_offer(answer.url, page, structure, namer) for structure in page.structures]
    return offers, tuple(notes)


def _tried(deps: Deps, link: FeedLink, page: Discovery, namer: _Namer, notes: list[str]) -> Offer | None:
    """A feed is only offered when it can be read and has items."""
    try:
        feed = _feed(walk(deps.fetcher, link.url, 1.0))
    except FetchError as error:
        notes.append(f"flödet {link.url} gick inte att hämta: {error}")
        return None
    if feed is None or not feed.items:
        notes.append(f"flödet {link.url} går inte att läsa eller är tomt")
        return None
    return _feed_offer(link.url, feed, namer, "sidan har ett flöde", page.language)


def _listing_offer(url: str, page: Discovery, structure: Structure, namer: _Namer) -> Offer:
    keys: dict[str, object] = _common("listing", namer(url), page.title or url, url, page.language)
    chosen = structure.selectors
    keys |= {n: s for n in ("item", "title", "link", "deadline", "summary", "next") if (s := getattr(chosen, n))}
    zone = zone_of(str(keys["language"]))
    examples = []
    for row in structure.rows[:EXAMPLES]:
        last = from_field(row.deadline, zone) if row.deadline is not None else from_text(row.text, zone)
        examples.append(Example(row.title, row.link, last.deadlines[-1].date.isoformat() if last.deadlines else ""))
    why = f"sidan upprepar {chosen.item}, {structure.count} poster"
    return Offer("listing", why, _block(keys), structure.count, tuple(examples))


def _json_offers(answer: Answer, value: object, namer: _Namer) -> list[Offer]:
    parts = propose_paths(value)
    if not parts:
        return []
    host = urlsplit(answer.url).hostname or answer.url
    keys = {**_common("json", namer(answer.url), host, answer.url, ""), **parts}
    items = paths.items_at(value, parts["items"]) or []
    at = {name: parts.get(name, "") for name in ("title", "link", "deadline")}
    examples = []
    for item in items[:EXAMPLES]:
        texts = {name: paths.text_at(item, path) if path else "" for name, path in at.items()}
        last = from_field(texts["deadline"], zone_of("en"))
        date = last.deadlines[-1].date.isoformat() if last.deadlines else ""
        examples.append(Example(one_line(texts["title"]), texts["link"], date))
    return [Offer("json", f"svaret är JSON med {len(items)} poster", _block(keys), len(items), tuple(examples))]


def _common(kind: str, source_id: str, name: str, url: str, language: str) -> dict[str, object]:
    """The keys that every source has; ``language`` is what the page says, else by the host's country."""
    guess = "sv" if (urlsplit(url).hostname or "").endswith(".se") else "en"
    shown = one_line(name, 80)
    return {"id": source_id, "kind": kind, "name": shown, "url": url, "language": language or guess, "every": "1d"}


def _block(keys: Mapping[str, object]) -> str:
    """TOML; every value is a text, and JSON's quoting is TOML's for texts without control characters."""
    lines = [f"{key} = {json.dumps(str(value), ensure_ascii=False)}" for key, value in keys.items()]
    return "\n".join(["[[source]]", *lines]) + "\n"
