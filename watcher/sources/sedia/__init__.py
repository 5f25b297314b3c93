"""The EU Funding & Tenders Portal, read through its search API (``SEDIA``).

``query`` builds the question, ``pages`` asks until every row is here and judges the answer, ``rows`` reads a row's
identity and deadlines, ``budget`` picks the topic's own money, ``facts`` reads the whole row.
"""

from watcher.sources.sedia.adapter import read

__all__ = ["read"]
