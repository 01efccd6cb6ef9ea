from datetime import UTC, datetime

import pytest

from outreach.evidence.standing import Standing, standing

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
