"""The synthetic service and stops: enough to compare peers by, the same from the same seed."""

from decimal import Decimal

import pytest

from accountability import synthetic as complaints
from accountability.activity.models import OfficerMonth, Stop
from accountability.activity.synthetic import build
from accountability.warnings.history import departments
from accountability.warnings.plan import DEFAULT_RULES
from accountability.warnings.rules import Kind, assess
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.exposures import Exposure, ExposureBase
from riskcore.synthetic.registry import PARTS, BookContext, Member, Plan

pytestmark = pytest.mark.django_db


def test_it_comes_after_complaints_and_before_warnings() -> None:
    orders = [PARTS.get(key).order for key in ("accountability", "activity", "timeliness")]
    assert orders == sorted(orders)


def test_peers_can_be_compared(alder: Client, house: User) -> None:
    context = BookContext(
        plan=Plan(years=3, complaints=300),
        by=house,
        members=(Member(client=alder, officers=60, population=50_000, has_police=True),),
        report=lambda noun, done, total: None,
    )
    complaints.build(context)
    totals = build(context)
    assert totals["officers' months"] == OfficerMonth.objects.count() > 1000
    assert totals["stops"] == Stop.objects.count() > 1000
    assert max(OfficerMonth.objects.values_list("days", flat=True)) <= Decimal(31)
    bases = set(Exposure.objects.values_list("base", flat=True))
    assert bases == {ExposureBase.SWORN}
    rule = next(rule for rule in DEFAULT_RULES if rule.kind is Kind.PEERS)
    record = departments([alder.pk])[alder.pk]
    found = assess(rule, record.history, as_of=context.plan.ends_on)
    assert found.cannot == ""
    assert found.assessed.sum() > 30
