"""A case as it comes in, and a walk that takes it as far as a test needs."""

from collections.abc import Callable
from datetime import date

import pytest

from accountability.cases.actions import Move, move, take_in
from accountability.cases.models import Case
from accountability.complaints.actions import NewAllegation, record_finding
from accountability.complaints.models import Allegation
from accountability.discipline import record_discipline
from riskcore.access.models import User

RECEIVED = date(2026, 3, 2)
WALK = (
    "acknowledge",
    "classify",
    "assign",
    "report",
    "approve",
    "decide",
    "settle_discipline",
    "settle_appeal",
    "close",
)


@pytest.fixture
def case(lee: User, ivy: User) -> Case:
    del ivy
    return take_in(
        by=lee,
        client_code="alder-falls",
        number="26-001",
        allegations=[NewAllegation(words="Rude language", officer="4711")],
        received_on=RECEIVED,
    )


@pytest.fixture
def walk(case: Case, ivy: User, chief: User) -> Callable[[str], Case]:
    """Takes the case through every stage before the one named, living through each."""

    def to(stage: str) -> Case:
        allegation = Allegation.objects.get(complaint=case.complaint)
        for verb in WALK:
            case.refresh_from_db()
            if case.stage == stage:
                break
            if verb == "report":
                record_finding(
                    by=ivy, allegation_id=allegation.pk, merits="SUS", stage="recommended"
                )
            if verb == "decide":
                record_finding(by=chief, allegation_id=allegation.pk, merits="SUS")
            if verb == "settle_discipline":
                record_discipline(
                    by=chief, allegation_id=allegation.pk, code="D50", stage="imposed", days=2
                )
            given = Move(note="No appeal", seriousness="serious", assignee_id=ivy.pk)
            move(by=chief, case_id=case.pk, verb=verb, given=given)
        case.refresh_from_db()
        return case

    return to
