"""Early warnings for tests: officers with complaints, and alerts driven to a state by the real acts."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from accountability.officers import Officer
from accountability.warnings.actions import adopt_rules, answer, assign, close
from accountability.warnings.evaluating import evaluate
from accountability.warnings.models import Alert, RuleVersion
from accountability.warnings.plan import DEFAULT_RULES
from accountability.warnings.rules import Rule
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import AllegationFactory, ComplaintFactory, OfficerFactory


def accused(
    client: Client, *ago: int, today: date | None = None, category: str = "DISCOURT"
) -> Officer:
    """An officer with one complaint so many days ago, for each number."""
    officer: Officer = OfficerFactory(client=client)
    for days in ago:
        add_complaint(officer, days, today=today, category=category)
    return officer


def add_complaint(
    officer: Officer, ago: int, *, today: date | None = None, category: str = "DISCOURT"
) -> None:
    day = (today or timezone.localdate()) - timedelta(days=ago)
    complaint = ComplaintFactory(client=officer.client, received_on=day)
    AllegationFactory(complaint=complaint, officer=officer, category=category)


def adopted(chief: User, client: Client, rules: Sequence[Rule] = DEFAULT_RULES) -> RuleVersion:
    return adopt_rules(
        by=chief,
        client_code=client.code,
        rules=rules,
        reason="Agreed with the city.",
        in_force_on=timezone.localdate(),
    )


def alert_in(status: str, *, chief: User, client: Client, officer: Officer | None = None) -> Alert:
    """An alert that has lived through everything up to this state."""
    officer = officer or accused(client, 5, 20, 40)
    if not RuleVersion.objects.filter(client=client).exists():
        adopted(chief, client)
    evaluate(by=chief, client_code=client.code, as_of=timezone.localdate())
    alert: Alert = Alert.objects.get(officer=officer)
    if status in {"assigned", "followed_up", "closed"}:
        alert = assign(by=chief, alert_id=alert.pk, version=1, owner=chief)
    if status in {"followed_up", "closed"}:
        alert = answer(
            by=chief,
            alert_id=alert.pk,
            version=alert.version,
            decision="counselling",
            reason="Talked it through.",
        )
    if status == "closed":
        alert = close(
            by=chief,
            alert_id=alert.pk,
            version=alert.version,
            outcome="helped",
            note="Quiet since.",
        )
    return alert
