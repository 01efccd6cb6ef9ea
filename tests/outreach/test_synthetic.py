from datetime import date
from typing import Any

import pytest
from django.core.files.storage import default_storage

from outreach.evidence.actions import read_original
from outreach.evidence.models import Evidence, Review
from outreach.initiatives.models import Initiative
from outreach.register import entries
from outreach.surveys import Survey
from riskcore.access.models import User
from riskcore.periods import Period
from riskcore.synthetic.registry import PARTS, BookContext, Member, Plan
from tests.factories.outreach import record
from tests.factories.riskcore import ClientFactory

pytestmark = pytest.mark.django_db
THREE_YEARS = Period(date(2023, 10, 1), date(2026, 10, 1))


def build(house: User, clients: int = 9) -> tuple[BookContext, dict[str, int]]:
    members = tuple(
        Member(client=client, officers=40.0, population=20_000, has_police=True)
        for client in ClientFactory.create_batch(clients, synthetic=True)
    )
    context = BookContext(
        plan=Plan(clients=clients), by=house, members=members, report=lambda *progress: None
    )
    return context, PARTS.get("outreach").build(context)


def test_most_clients_get_outreach_of_most_strategies(house: User) -> None:
    context, counts = build(house)
    assert counts["initiatives"] == Initiative.objects.count() == 8 * 18
    found = entries.in_period(
        client_ids=[member.client.pk for member in context.members], period=THREE_YEARS
    )
    assert len(found) == 8
    every = [entry for of_client in found.values() for entry in of_client]
    assert {entry.strategy for entry in every} == {"S1", "S2", "S3", "S4"}
    assert {entry.standing.value for entry in every} == {"submitted", "accepted", "returned"}
    assert all(entry.evidence for entry in every if entry.is_accepted)
    assert all(entry.ends_on <= context.plan.ends_on for entry in every)
    assert counts["surveys"] == Survey.objects.count() > 0


def test_no_review_is_by_the_submitter_and_none_comes_before_its_evidence(house: User) -> None:
    build(house)
    for review in Review.objects.select_related("initiative"):
        assert review.reviewer_id != review.initiative.submitted_by_id
        uploads = review.initiative.evidence.values_list("uploaded_at", flat=True)
        assert all(uploaded_at < review.decided_at for uploaded_at in uploads)


def test_evidence_is_really_in_the_store(house: User) -> None:
    build(house)
    evidence = Evidence.objects.order_by("id").last()
    assert evidence is not None
    assert default_storage.exists(evidence.file.name)
    with read_original(by=house, evidence_id=evidence.pk).stream as stream:
        assert len(stream.read()) == evidence.size


def test_the_same_seed_gives_the_same_register(house: User) -> None:
    def register() -> list[Any]:
        columns = ("reference", "strategy", "people_reached", "starts_on")
        return list(Initiative.objects.order_by("id").values_list(*columns))

    build(house)
    first = register()
    build(house)
    assert register()[len(first) :] == first


def test_what_is_recorded_afterwards_takes_the_next_number(
    house: User, lee: User, alder: Any
) -> None:
    build(house)
    highest = max(Initiative.objects.values_list("id", flat=True))
    assert record(lee, alder).pk > highest
