"""Assessing: evidence before scores, one open at a time, completed whole or not at all."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.assessments import actions
from riskcore.assessments.actions import LONGEST
from riskcore.assessments.models import Assessment, Score
from riskcore.assessments.queries import read
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from tests.factories.assessments import POLICE, SEEN, completed, opened, said, score_all

CELL = ("force", "policy")


def verbs() -> list[str]:
    return list(
        AuditEvent.objects.filter(verb__startswith="assessment.")
        .order_by("sequence")
        .values_list("verb", flat=True)
    )


def test_an_assessment_lived_through(alder: Client, ana: User) -> None:
    row = opened(alder, ana)
    assert (row.number, row.status, row.version) == ("alder-falls-2026-A01", "open", 1)
    score_all(row, ana, force__policy=1)
    done = actions.complete(
        by=ana, number=row.number, version=row.version, summary=" Sound. ", met=" Chief "
    )
    assert (done.status, done.summary, done.met, done.completed_by) == (
        "completed",
        "Sound.",
        "Chief",
        ana,
    )
    assert verbs() == ["assessment.open", "assessment.score", "assessment.complete"]
    assert opened(alder, ana).number == "alder-falls-2026-A02"


def test_each_side_opens_its_own_once(alder: Client, ana: User, rita: User, lee: User) -> None:
    opened(alder, ana)
    with pytest.raises(Conflict, match="is open already"):
        opened(alder, ana)
    opened(alder, rita, side="self")
    for by, side in ((ana, "self"), (rita, "advisor"), (lee, "self")):
        with pytest.raises(PermissionDenied):
            opened(alder, by, side=side)


def test_what_cannot_be_opened_says_why(alder: Client, ana: User, cal: User) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(InvalidInput, match="has yet to come"):
        opened(alder, ana, on=tomorrow)
    with pytest.raises(InvalidInput, match="the sides are advisor, self"):
        opened(alder, ana, side="both")
    with pytest.raises(NotFound, match="Known: "):
        actions.open_assessment(
            by=ana,
            client_code=alder.code,
            side="advisor",
            checklist_key="none",
            visited_on=date(2026, 9, 1),
        )
    with pytest.raises(NotFound):
        opened(alder, cal)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (said(evidence=" "), "force, policy: a score needs its evidence"),
        (said(None), "force, policy: without a score the note must say why"),
        (said(5), "force, policy: 5 is not a score from 0 to 4."),
        (said(evidence="x" * (LONGEST + 1)), "may have 4,000 characters each"),
    ],
)
def test_a_cell_that_is_not_well_said_is_told_of_and_the_rest_saved(
    alder: Client, ana: User, one: actions.Said, sentence: str
) -> None:
    row = opened(alder, ana)
    saved = actions.save_scores(
        by=ana, number=row.number, said={CELL: one, ("force", "training"): said(2)}
    )
    assert saved.saved == (("force", "training"),)
    assert sentence in saved.problems[CELL]


def test_a_cell_that_is_not_in_the_checklist_is_told_of(alder: Client, ana: User) -> None:
    row = opened(alder, ana)
    saved = actions.save_scores(by=ana, number=row.number, said={("juggling", "policy"): said()})
    assert saved.problems == {
        (
            "juggling",
            "policy",
        ): f"There is no cell juggling, policy in {POLICE}. Use those of its grid."
    }
    assert not Score.objects.exists()


def test_scores_are_added_never_changed_and_the_same_twice_is_once(
    alder: Client, ana: User
) -> None:
    row = opened(alder, ana)
    for value in (2, 2, 3):
        actions.save_scores(by=ana, number=row.number, said={CELL: said(value)})
    assert list(Score.objects.order_by("id").values_list("value", flat=True)) == [2, 3]
    row.refresh_from_db()
    assert row.version == 3


def test_what_somebody_else_scored_meanwhile_is_not_overwritten(alder: Client, ana: User) -> None:
    row = opened(alder, ana)
    actions.save_scores(by=ana, number=row.number, said={CELL: said(2, seen=0)})
    saved = actions.save_scores(by=ana, number=row.number, said={CELL: said(4, seen=0)})
    assert "scored this while you were writing" in saved.problems[CELL]
    assert Score.objects.get().value == 2
    held = read(by=ana, number=row.number).last
    again = actions.save_scores(by=ana, number=row.number, said={CELL: said(4, seen=held)})
    assert again.saved == (CELL,)


def test_it_is_completed_whole_with_a_summary_on_the_version_read(alder: Client, ana: User) -> None:
    row = opened(alder, ana)
    actions.save_scores(by=ana, number=row.number, said={CELL: said()})
    row.refresh_from_db()
    base = {"by": ana, "number": row.number}
    with pytest.raises(InvalidInput, match="71 of 72 cells"):
        actions.complete(**base, version=row.version, summary="Sound.")
    with pytest.raises(InvalidInput, match="without a summary"):
        actions.complete(**base, version=row.version, summary=" ")
    with pytest.raises(Conflict, match="Somebody changed"):
        actions.complete(**base, version=1, summary="Sound.")
    row.refresh_from_db()
    assert row.status == "open"


def test_a_completed_one_is_never_changed_again(alder: Client, ana: User) -> None:
    row = completed(alder, ana)
    with pytest.raises(InvalidTransition):
        actions.save_scores(by=ana, number=row.number, said={CELL: said(0)})
    with pytest.raises(InvalidTransition):
        actions.withdraw(by=ana, number=row.number, version=row.version, reason="No.")


def test_withdrawing_needs_a_reason_and_makes_room(alder: Client, ana: User, uma: User) -> None:
    row = opened(alder, ana)
    with pytest.raises(InvalidInput, match="without saying why"):
        actions.withdraw(by=ana, number=row.number, version=1, reason=" ")
    with pytest.raises(NotFound):
        actions.withdraw(by=uma, number=row.number, version=1, reason="No.")
    gone = actions.withdraw(by=ana, number=row.number, version=1, reason="Wrong day.")
    assert (gone.status, gone.status_reason) == ("withdrawn", "Wrong day.")
    opened(alder, ana)


def test_the_other_side_may_not_score_what_it_can_read(
    alder: Client, ana: User, rita: User
) -> None:
    row = completed(alder, ana)
    assert read(by=rita, number=row.number).scored == 72
    with pytest.raises(PermissionDenied):
        actions.save_scores(by=rita, number=row.number, said={CELL: said(4, evidence=SEEN)})
