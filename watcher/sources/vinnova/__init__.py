"""Vinnova's open data, version 2.1: no key. ``adapter`` asks and joins, ``rounds`` reads one round."""

from watcher.sources.vinnova.adapter import read

__all__ = ["read"]
