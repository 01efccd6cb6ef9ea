"""The synthetic complaints: as many as asked, the same from the same seed, near what is declared."""

from collections.abc import Callable

import pytest

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.force.models import ForceReport
from accountability.officers import Officer
from accountability.synthetic import build
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.synthetic.registry import PARTS, BookContext, Member, Plan
from tests.factories.accountability import ComplaintFactory

pytestmark = pytest.mark.django_db

Built = Callable[..., dict[str, int]]


@pytest.fixture
def built(alder: Client, birch: Client, house: User) -> Built:
    def run(**plan: int) -> dict[str, int]:
        context = BookContext(
            plan=Plan(years=5, **plan),
            by=house,
            members=(
                Member(client=alder, officers=120, population=50_000, has_police=True),
                Member(client=birch, officers=0, population=20_000, has_police=False),
            ),
            report=lambda noun, done, total: None,
        )
        return build(context)

    return run


def test_it_is_a_part_of_the_book() -> None:
    assert PARTS.get("accountability").build is build


def test_exactly_as_many_complaints_as_asked(built: Built) -> None:
    totals = built(complaints=250)
    assert totals["complaints"] == Complaint.objects.count() == 250
    assert totals["allegations"] == Allegation.objects.count() > 250
    assert totals["findings"] == Finding.objects.count()
    assert totals["force reports"] == ForceReport.objects.count()
    assert totals["officers"] == Officer.objects.count() == 132


def test_only_clients_with_police_have_any(built: Built, birch: Client) -> None:
    built(complaints=50)
    assert not Complaint.objects.filter(client=birch).exists()


def test_rows_hold_together(built: Built) -> None:
    built(complaints=300)
    assert Complaint.objects.filter(received_on__gt="2026-09-30").count() == 0
    assert all(c.occurred_on < c.received_on for c in Complaint.objects.all())
    assert all(
        f.decided_on >= f.allegation.complaint.received_on
        for f in Finding.objects.select_related("allegation__complaint")
    )
    assert Finding.objects.filter(merits="SUS").count() / Finding.objects.count() == pytest.approx(
        0.08, abs=0.05
    )
    force = Complaint.objects.filter(allegations__category="UOF_EXC").distinct().count()
    assert force / 300 == pytest.approx(0.20, abs=0.08)


def test_the_same_seed_gives_the_same_book(built: Built, alder: Client) -> None:
    def facts() -> list[tuple[object, ...]]:
        return list(
            Complaint.objects.order_by("number").values_list("number", "received_on", "channel")
        )

    built(complaints=80)
    first = facts()
    for model in (ForceReport, Finding, Allegation, Complaint, Officer):
        model.objects.all().delete()
    built(complaints=80)
    assert facts() == first


def test_rates_are_near_the_declared_ones(built: Built) -> None:
    totals = built()
    assert 40 < totals["complaints"] < 1200


def test_ordinary_rows_follow_the_bulk_load(built: Built, alder: Client) -> None:
    built(complaints=20)
    assert ComplaintFactory(client=alder).pk > 0


def test_a_book_without_police_is_empty(alder: Client, house: User) -> None:
    member = Member(client=alder, officers=0, population=9, has_police=False)
    context = BookContext(
        plan=Plan(complaints=10), by=house, members=(member,), report=lambda *_: None
    )
    assert set(build(context).values()) == {0}
