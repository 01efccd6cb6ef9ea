"""One step of a worksheet, and the rows it was read from. Pure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Source:
    """One row a step was read from. kind: exposure, claim, entry, policy, worksheet or plan."""

    kind: str
    key: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """amount: running dollars of the premium, or of losses where ``of`` says so; factor: what multiplied
    the amount before, as text, "" where nothing did. plan: the part of the plan."""

    key: str
    name: str
    given: str
    factor: str
    amount: Decimal | None
    of: str
    sentence: str
    plan: str
    sources: tuple[Source, ...] = ()
