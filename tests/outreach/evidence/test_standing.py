from datetime import UTC, datetime

import pytest

from outreach.evidence.standing import LastStep, Standing, is_appealed, standing

EARLY, LATE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("decision", "decided_at", "last_evidence_at", "expected"),
    [
        (None, None, None, Standing.SUBMITTED),
        (None, None, LATE, Standing.SUBMITTED),
        ("accepted", EARLY, EARLY, Standing.ACCEPTED),
        ("accepted", EARLY, LATE, Standing.ACCEPTED),
        ("returned", LATE, EARLY, Standing.RETURNED),
        ("returned", EARLY, None, Standing.RETURNED),
        ("returned", EARLY, LATE, Standing.SUBMITTED),
    ],
)
def test_standing_follows_from_the_latest_review(
    decision: str | None,
    decided_at: datetime | None,
    last_evidence_at: datetime | None,
    expected: Standing,
) -> None:
    told = standing(decision=decision, decided_at=decided_at, last_evidence_at=last_evidence_at)
    assert told is expected


@pytest.mark.parametrize(
    ("decision", "decided_at", "kind", "at", "expected", "appealed"),
    [
        (None, None, "drafted", EARLY, Standing.DRAFT, False),
        (None, None, "submitted", EARLY, Standing.SUBMITTED, False),
        (None, None, "taken_up", EARLY, Standing.IN_REVIEW, False),
        (None, None, "put_back", EARLY, Standing.SUBMITTED, False),
        (None, None, "withdrawn", EARLY, Standing.WITHDRAWN, False),
        ("returned", EARLY, "submitted", LATE, Standing.SUBMITTED, False),
        ("returned", EARLY, "taken_up", LATE, Standing.IN_REVIEW, False),
        ("returned", LATE, "taken_up", EARLY, Standing.RETURNED, False),
        ("returned", EARLY, "withdrawn", LATE, Standing.WITHDRAWN, False),
        ("accepted", LATE, "taken_up", EARLY, Standing.ACCEPTED, False),
        ("accepted", EARLY, "appealed", LATE, Standing.ACCEPTED, True),
        ("accepted", EARLY, "taken_up", LATE, Standing.ACCEPTED, True),
    ],
)
def test_a_step_moves_it(
    decision: str | None,
    decided_at: datetime | None,
    kind: str,
    at: datetime,
    expected: Standing,
    appealed: bool,
) -> None:
    step = LastStep(kind=kind, at=at)
    told = standing(decision=decision, decided_at=decided_at, last_evidence_at=None, last_step=step)
    assert told is expected
    found = is_appealed(decision=decision, decided_at=decided_at, last_step=step)
    assert found is appealed
