"""Everything that can go wrong in ``matchers``, as one tree.

MatcherError
├── TermListError    a row of a term list is broken or stands twice; names file and line
├── JudgementError   judged data (areas, calls, qrels) cannot be read; names file and line
├── UnknownMatcher   no matcher is registered under that name
├── ModelMissing     the sentence model is not installed, or its folder holds none
└── VectorFileError  kept vectors cannot be read or written; names the file
"""

from __future__ import annotations


class MatcherError(Exception):
    """Base of all errors of this package."""


class TermListError(MatcherError):
    pass


class JudgementError(MatcherError):
    pass


class UnknownMatcher(MatcherError):
    pass


class ModelMissing(MatcherError):
    pass


class VectorFileError(MatcherError):
    pass
