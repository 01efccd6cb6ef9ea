"""Where an initiative stands, told from its latest review and evidence; stored nowhere. Pure."""

from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """The three standings, from the reviewer's point of view."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


def standing(
    *, decision: str | None, decided_at: datetime | None, last_evidence_at: datetime | None
) -> Standing:
    """Standing after the latest review of the version in force.

    No review: submitted. A return holds until further evidence arrives, which submits it anew;
    further evidence never undoes an acceptance.
    """
    if decision is None or decided_at is None:
        return Standing.SUBMITTED
    if decision == "accepted":
        return Standing.ACCEPTED
    answered = last_evidence_at is not None and last_evidence_at > decided_at
    return Standing.SUBMITTED if answered else Standing.RETURNED
