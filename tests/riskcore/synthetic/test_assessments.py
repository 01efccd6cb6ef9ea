"""Assessments of the book are whole, in order, and called invented."""

import json

from riskcore.assessments.library import checklist
from riskcore.assessments.models import Assessment, Side
from riskcore.audit.models import AuditEvent
from tests.riskcore.synthetic.conftest import PLAN


def test_the_book_holds_as_many_as_it_was_said_to(counts: dict[str, int]) -> None:
    assert Assessment.objects.count() == counts["assessments"] > 0


def test_each_is_completed_whole_and_in_the_past(counts: dict[str, int]) -> None:
    for row in Assessment.objects.prefetch_related("scores"):
        cells = {(score.task, score.layer) for score in row.scores.all()}
        wanted = {(task, layer.value) for task, layer in checklist(row.checklist).cells}
        assert cells == wanted
        assert row.status == "completed"
        assert row.visited_on <= PLAN.ends_on


def test_each_client_has_two_visits_and_its_own_view(counts: dict[str, int]) -> None:
    by_client: dict[int, list[str]] = {}
    for row in Assessment.objects.order_by("client_id", "visited_on"):
        by_client.setdefault(row.client_id, []).append(row.side)
    assert all(
        sorted(sides) == [Side.ADVISOR, Side.ADVISOR, Side.SELF] for sides in by_client.values()
    )


def test_the_acts_are_called_invented(counts: dict[str, int]) -> None:
    acts = AuditEvent.objects.filter(verb__startswith="assessment.")
    assert acts.count() == 2 * counts["assessments"]
    assert all(json.loads(event.facts)["synthetic"] is True for event in acts)
