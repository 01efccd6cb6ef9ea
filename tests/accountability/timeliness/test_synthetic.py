"""The synthetic book has alerts at every state, all of them answered with a reason."""

import pytest

from accountability.clocks.models import ContractLimit
from accountability.warnings.models import Alert, RuleVersion
from accountability.warnings.states import DECISIONS
from riskcore.access.scoping import system_user
from riskcore.synthetic.actions import build_book
from riskcore.synthetic.registry import Plan


@pytest.mark.django_db
@pytest.mark.slow
def test_the_book_shows_alerts_at_every_state() -> None:
    build_book(by=system_user(), plan=Plan(clients=10, years=5), report=lambda *_: None)
    assert {"assigned", "followed_up", "closed"} <= set(
        Alert.objects.values_list("status", flat=True)
    )
    answered = Alert.objects.exclude(decision="")
    assert set(answered.values_list("decision", flat=True)) <= set(DECISIONS)
    assert not answered.filter(decision_reason="").exists()
    assert RuleVersion.objects.exists()
    assert ContractLimit.objects.filter(bars=True).exists()
