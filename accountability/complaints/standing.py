"""What stands of a finding or of discipline, and whether a file that comes again says more. Pure.

A file is a statement of its source. Where a person has decided since, the same statement again undoes
nothing; only one that the source has changed is a new fact.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar


class Statement(Protocol):
    """What was decided at one stage: the word, the day, and ``codes``, empty where no code is known."""

    @property
    def as_recorded(self) -> str: ...
    @property
    def decided_on(self) -> date | None: ...
    @property
    def codes(self) -> tuple[Hashable, ...]: ...


S = TypeVar("S", bound=Statement)
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Standing(Generic[S]):
    """What stands of one allegation and stage. by_file: a file said so, in a word that may have been
    coded since. said: what a file said last, None where none ever did."""

    stands: S
    by_file: bool
    said: S | None


def standing(rows: Iterable[tuple[K, S, bool]]) -> dict[K, Standing[S]]:
    """Of each key what stands, from (key, statement, whether a file said it) in the order recorded."""
    found: dict[K, Standing[S]] = {}
    for key, statement, by_file in rows:
        before = found.get(key)
        said = statement if by_file else before.said if before else None
        found[key] = Standing(statement, by_file, said)
    return found


def is_news(found: S, before: Standing[S] | None) -> bool:
    """Whether a file's statement is a new fact beside what stands.

    A day left out is no other day. A word that waits for a code never takes the code of the same word
    away. After a person's decision, what the file had said before is no news.
    """
    if before is None:
        return True
    stands = before.stands
    same_day = found.decided_on in (None, stands.decided_on)
    same_word = found.as_recorded == stands.as_recorded
    if same_day and found.codes == stands.codes and (same_word or not before.by_file):
        return False
    if same_day and same_word and not found.codes:
        return False
    return before.by_file or not _said_before(found, before)


def _said_before(found: S, before: Standing[S]) -> bool:
    said, decided = before.said, before.stands.decided_on
    if said is None or found.as_recorded != said.as_recorded:
        return False
    if not found.as_recorded and found.codes != said.codes:
        return False
    later = found.decided_on is not None and decided is not None and found.decided_on > decided
    return found.decided_on in (None, said.decided_on) or not later
