"""The demonstration has discipline at every stage, some of it set aside on appeal."""

from datetime import date, timedelta

import pytest

from accountability.discipline import Discipline, DisciplineStage
from accountability.follow_through.synthetic import ASIDE, build
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.synthetic.registry import BookContext, Member, Plan
from tests.factories.accountability import AllegationFactory, ComplaintFactory, FindingFactory

pytestmark = pytest.mark.django_db


def test_every_stage_is_shown(alder: Client, birch: Client, house: User) -> None:
    plan = Plan()
    for client in (alder, birch):
        complaint = ComplaintFactory(client=client)
        for allegation in AllegationFactory.create_batch(150, complaint=complaint):
            FindingFactory(
                allegation=allegation,
                merits="SUS",
                stage="final",
                decided_on=plan.ends_on - timedelta(days=400),
            )
    member = Member(client=alder, officers=60, population=50_000, has_police=True)
    context = BookContext(plan=plan, by=house, members=(member,), report=lambda *_: None)
    totals = build(context)
    assert totals["discipline"] == Discipline.objects.count()
    stages = set(Discipline.objects.values_list("stage", flat=True))
    assert stages == set(DisciplineStage.values)
    assert Discipline.objects.filter(stage="after_appeal", code=ASIDE).exists()
    assert not Discipline.objects.filter(allegation__complaint__client=birch).exists()
    assert max(Discipline.objects.values_list("decided_on", flat=True)) <= plan.ends_on
    assert isinstance(plan.ends_on, date)
