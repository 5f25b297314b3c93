"""What came back from the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.records import Validators


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer after redirects and retries; ``content`` is decompressed and within the policy's cap."""

    url: str
    status: int
    content: bytes = b""
    content_type: str = ""
    """The media type in lower case, without parameters."""
    charset: str | None = None
    validators: Validators = field(default_factory=Validators)
    extra: Mapping[str, str] = field(default_factory=dict)
    """The headers that APIs page with (``x-…``, ``link``), by name in lower case."""
    not_modified: bool = False
    requests: int = 1
    """Requests sent for this answer, redirects and retries included."""
