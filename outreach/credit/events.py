"""Which records are of one event, so that an event split or sent twice counts once. Pure.

Records belong together that name the same file, or the same day, place and kind of activity, or each
other as a repeat of the same record; and so does whatever hangs together by any of these.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What of one record may show that it is the same event as another. files: hashes of its files;
    place empty where none is recorded, which then tells nothing; copy_of: the key of another record."""

    key: str
    kind: str
    day: date
    place: str
    files: frozenset[str] = frozenset()
    copy_of: str = ""


def same_events(traces: Sequence[Trace]) -> dict[str, str]:
    """By record key the key of its event: one key for all records that hang together."""
    parent = {trace.key: trace.key for trace in traces}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    first: dict[Hashable, str] = {}
    for trace in sorted(traces, key=lambda one: one.key):
        for sign in _signs(trace):
            other = first.setdefault(sign, trace.key)
            low, high = sorted((root(other), root(trace.key)))
            parent[high] = low
    return {key: root(key) for key in parent}


def _signs(trace: Trace) -> list[Hashable]:
    signs: list[Hashable] = [("file", digest) for digest in sorted(trace.files)]
    if trace.place.strip():
        signs.append(("place", trace.day, _plain(trace.place), _plain(trace.kind)))
    signs.append(("copy", trace.key))
    if trace.copy_of:
        signs.append(("copy", trace.copy_of))
    return signs


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
