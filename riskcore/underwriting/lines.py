"""What is read of reviews, as frozen shapes: for pages, the API and the file note."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from riskcore.underwriting.codes import BlockingPoint
from riskcore.underwriting.terms import LineTerms

WAITING = ("open", "rejected")
DONE = {
    "raise": "raised",
    "refer": "referred",
    "approve": "approved",
    "special_approve": "approved beyond the bounds of a grant",
    "reject": "refused",
    "reopen": "opened again",
    "change": "opened again, since its values changed",
    "clear": "cleared",
    "raise_again": "raised again",
}


@dataclass(frozen=True, kw_only=True)
class ActLine:
    """One act upon an issue. by: the person's name."""

    verb: str
    by: str
    at: datetime
    reason: str
    referred_to: str

    @property
    def done(self) -> str:
        """The act in words: "approved"."""
        return DONE[self.verb]


@dataclass(frozen=True, kw_only=True)
class IssueLine:
    """One issue of a review as it stands. blocks: completes "stands in the way of ..."; watch: a watch
    indicator; acts: the oldest first."""

    id: int
    review: str
    client_code: str
    client_name: str
    rule: str
    key: str
    label: str
    blocking: str
    blocks: str
    sentence: str
    rows: tuple[Mapping[str, str], ...]
    values: Mapping[str, Any]
    status: str
    version: int
    watch: bool
    referred_to: str
    referred_by: str
    acts: tuple[ActLine, ...]

    @property
    def waits(self) -> bool:
        return self.status in WAITING


@dataclass(frozen=True, kw_only=True)
class TermsLine:
    """Terms set at one time, by whom."""

    id: int
    lines: tuple[LineTerms, ...]
    note: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, kw_only=True)
class DecisionLine:
    """One decision. outcome_label: in words."""

    id: int
    outcome: str
    outcome_label: str
    rationale: str
    conditions: str
    decided_by: str
    decided_at: datetime
    terms: int | None


@dataclass(frozen=True, kw_only=True)
class EvaluationLine:
    """What the rules said last: clear and unchecked, and when they were run. bounds: those that a rating
    plan gives, as (rule, comparison in words, number of the plan)."""

    plan: str
    as_of: date
    made_by: str
    made_at: datetime
    clear: tuple[str, ...]
    unchecked: tuple[tuple[str, str], ...]
    bounds: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """One review in a list. waiting: issues that are not approved; referred: those of them that were
    referred to somebody; approvals: those referred to the reader."""

    number: str
    client_code: str
    client_name: str
    state: str
    kind: str
    status: str
    means: str
    starts_on: date
    ends_on: date
    as_of: date
    underwriter: str
    is_mine: bool
    waiting: int
    referred: int
    version: int
    moved_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReviewSheet:
    """One review, whole. verbs: what the reader may do with it now; stopped: by step, how many issues
    stand in its way; expiring and terms: what it began from and what is offered."""

    line: ReviewLine
    expiring_label: str
    expiring: tuple[LineTerms, ...]
    terms: TermsLine | None
    issues: tuple[IssueLine, ...]
    decisions: tuple[DecisionLine, ...]
    evaluation: EvaluationLine | None
    verbs: tuple[str, ...]
    stopped: Mapping[str, int]
    outcomes: tuple[tuple[str, str], ...]
    status_reason: str

    @property
    def waiting(self) -> tuple[IssueLine, ...]:
        """What stands in the way, the earliest point first."""
        order = [point.value for point in BlockingPoint]
        open_ = [issue for issue in self.issues if issue.waits and issue.blocking != "none"]
        return tuple(sorted(open_, key=lambda issue: (order.index(issue.blocking), issue.id)))

    @property
    def talk(self) -> tuple[IssueLine, ...]:
        """What starts a conversation and stops nothing."""
        return tuple(i for i in self.issues if i.blocking == "none" and i.status != "gone")

    @property
    def settled(self) -> tuple[IssueLine, ...]:
        """What was approved, or is no longer so."""
        return tuple(issue for issue in self.issues if not issue.waits and issue.blocking != "none")


@dataclass(frozen=True, kw_only=True)
class ReviewDesk:
    """The reader's desk. to_approve: issues referred to them; mine: reviews they hold and that are
    under way; others: the rest under way, nobody's first; overdue: contingencies past due over all
    clients."""

    to_approve: tuple[IssueLine, ...]
    mine: tuple[ReviewLine, ...]
    others: tuple[ReviewLine, ...]
    overdue: int
    open_contingencies: int
