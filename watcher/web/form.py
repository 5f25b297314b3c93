"""What a form sent: few, short fields."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request

from watcher.errors import UsageError

LONGEST = 16_384
"""Bytes of a body that are read; a note of 2,000 letters is at most 12,000 as it is sent."""


async def fields(request: Request) -> dict[str, str]:
    """The fields, the last of each name; none for a body of another kind. Raises UsageError when it is too long."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise UsageError("formuläret är för långt")
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}
