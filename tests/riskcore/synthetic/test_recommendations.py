"""Recommendations of the book stand where their recorded acts have led them."""

import json
from collections import Counter

from riskcore.audit.actions import verify
from riskcore.audit.models import AuditEvent
from riskcore.recommendations.clocks import default_due
from riskcore.recommendations.models import Recommendation
from riskcore.recommendations.states import RECOMMENDATION
from riskcore.synthetic.assumptions import assumed
from tests.riskcore.synthetic.conftest import PLAN


def acts_of(row: Recommendation) -> list[AuditEvent]:
    mine = AuditEvent.objects.filter(client=row.client, verb__startswith="recommendation.")
    return [
        event
        for event in mine.order_by("sequence")
        if json.loads(event.facts)["number"] == row.number
    ]


def test_the_book_holds_as_many_as_it_was_said_to(counts: dict[str, int]) -> None:
    assert Recommendation.objects.count() == counts["recommendations"] > 0


def test_each_was_lived_through_to_where_it_stands(counts: dict[str, int]) -> None:
    for row in Recommendation.objects.select_related("client"):
        state = RECOMMENDATION.initial
        written, *moves = acts_of(row)
        assert written.verb == "recommendation.write"
        for event in moves:
            state = RECOMMENDATION.step(event.verb.removeprefix("recommendation."), state).target
        assert state == row.status
        assert row.version == len(moves) + 1
        assert (row.closed_at is not None) == (row.status == "verified_closed")


def test_its_past_is_in_order_called_invented_and_over_by_the_end(counts: dict[str, int]) -> None:
    for row in Recommendation.objects.select_related("client"):
        acts = acts_of(row)
        days = [event.at for event in acts]
        assert days == sorted(days)
        assert days[-1].date() <= PLAN.ends_on
        assert all(json.loads(event.facts)["synthetic"] is True for event in acts)
        assert row.issued_at is not None
        assert row.due_on == default_due(row.classification, row.issued_at.date(), row.client.state)


def test_the_record_of_acts_stays_whole(counts: dict[str, int]) -> None:
    assert verify()[1] == []


def test_no_client_is_given_more_than_assumed_nor_a_text_twice(counts: dict[str, int]) -> None:
    given = Counter(Recommendation.objects.values_list("client_id", flat=True))
    assert max(given.values()) <= int(assumed("advice.most"))
    assert len(given) <= int(assumed("advice.clients"))
    texts = list(Recommendation.objects.values_list("client_id", "title"))
    assert len(texts) == len(set(texts))
