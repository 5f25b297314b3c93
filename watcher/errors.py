"""Everything that can go wrong in ``watcher``, as one tree.

WatcherError
├── UsageError                the command was called wrongly                      (exit 2)
├── ConfigError               settings, sources.toml or an org file is wrong      (exit 2)
├── NotFound                  a call, area, contact or source that is asked for does not exist (exit 1)
├── FetchError                nothing usable came back from the network
│   ├── Refused               the guard forbids the address, scheme or redirect
│   ├── Unreachable           no connection, no name, no answer in time
│   ├── BadStatus             an answer with an error status
│   └── TooLarge              more bytes than allowed, raw or decompressed
├── ParseError                an answer came, but is not what the source should give
├── SourceFailed              the answer as a whole cannot be trusted: nothing stored changes
├── MailError                 a mail could not be built or handed over
└── TokenError                a signed link is wrong, cut, expired or for something else: never said which

Messages are Swedish sentences for people. They carry no address of a person and no password.
"""

from __future__ import annotations


class WatcherError(Exception):
    """Base of all errors of this package."""

    exit_code = 1


class UsageError(WatcherError):
    exit_code = 2


class ConfigError(WatcherError):
    exit_code = 2


class NotFound(WatcherError):
    pass


class FetchError(WatcherError):
    pass


class Refused(FetchError):
    pass


class Unreachable(FetchError):
    pass


class BadStatus(FetchError):
    def __init__(self, message: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
        """Seconds the host asks us to wait; None when it does not say."""


class TooLarge(FetchError):
    pass


class ParseError(WatcherError):
    pass


class SourceFailed(WatcherError):
    pass


class MailError(WatcherError):
    pass


class TokenError(WatcherError):
    pass
