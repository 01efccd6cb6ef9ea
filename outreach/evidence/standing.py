"""Where an initiative stands, told from its latest review, evidence and step; stored nowhere. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class Standing(StrEnum):
    """The states of ``outreach.initiatives.states``."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


WAITING: Final = frozenset({Standing.SUBMITTED, Standing.IN_REVIEW})
# What only the department sees; it counts nowhere.
PRIVATE: Final = frozenset({Standing.DRAFT, Standing.WITHDRAWN})


@dataclass(frozen=True, kw_only=True)
class LastStep:
    """The last step on record that is not a comment. kind: "drafted", "submitted", "withdrawn",
    "appealed", "taken_up" or "put_back"."""

    kind: str
    at: datetime


def standing(
    *,
    decision: str | None,
    decided_at: datetime | None,
    last_evidence_at: datetime | None,
    last_step: LastStep | None = None,
) -> Standing:
    """Standing after the latest review of the version in force.

    Without a step or a review: submitted. A return holds until an answer or further evidence arrives,
    which submits it anew. An acceptance holds: further evidence never undoes it, and an appeal against
    its level keeps it while another reviewer decides (``is_appealed``).
    """
    if last_step is not None and last_step.kind in ("drafted", "withdrawn"):
        return Standing.DRAFT if last_step.kind == "drafted" else Standing.WITHDRAWN
    if decision == "accepted" and decided_at is not None:
        return Standing.ACCEPTED
    open_again = decided_at is None or _after(last_step, decided_at)
    if decided_at is not None and not open_again:
        answered = last_evidence_at is not None and last_evidence_at > decided_at
        return Standing.SUBMITTED if answered else Standing.RETURNED
    taken_up = last_step is not None and last_step.kind == "taken_up"
    return Standing.IN_REVIEW if taken_up else Standing.SUBMITTED


def is_appealed(
    *, decision: str | None, decided_at: datetime | None, last_step: LastStep | None
) -> bool:
    """Whether an acceptance waits for another reviewer, because the department appealed its level."""
    return decision == "accepted" and decided_at is not None and _after(last_step, decided_at)


def _after(step: LastStep | None, moment: datetime) -> bool:
    return step is not None and step.at > moment
