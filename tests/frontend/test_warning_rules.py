"""Rules in the browser: each beside its record, adopted by the chief, and groups compared."""

from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accountability.warnings.models import RuleVersion
from accountability.warnings.plan import DEFAULT_RULES
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.warnings import accused


def page(client: Client) -> str:
    return reverse("warning_rules", args=[client.code])


def sent(**changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        "adopt": 1,
        "reason": "Agreed.",
        "in_force_on": timezone.localdate().isoformat(),
    }
    for rule in DEFAULT_RULES:
        values |= {
            f"{rule.key}-on": "on" if rule.on else "",
            f"{rule.key}-months": rule.months,
            f"{rule.key}-warning": rule.warning,
            f"{rule.key}-critical": rule.critical,
        }
    return {**values, **changes}


def test_rules_stand_beside_what_they_would_have_done(
    alder: Client, chief: User, client: Browser
) -> None:
    accused(alder, 3, 20, 40)
    accused(alder, 800, 810, 820)
    client.force_login(chief)
    shown = client.get(page(alder)).content.decode()
    assert "has adopted no early-warning rules" in shown
    assert "Today it flags 1 officer." in shown
    assert "cannot be judged, because" in shown
    assert "For comparison: any sustained complaint" in shown


def test_the_chief_adopts_rules_with_other_thresholds(
    alder: Client, chief: User, client: Browser
) -> None:
    client.force_login(chief)
    assert client.post(page(alder), sent(**{"complaints_12-warning": 2})).status_code == 302
    version = RuleVersion.objects.get()
    assert version.rules[0]["warning"] == 2
    assert "Version 1 of the rules is in force" in client.get(page(alder)).content.decode()


def test_rules_that_cannot_be_meant_or_have_no_reason_are_sent_back(
    alder: Client, chief: User, client: Browser
) -> None:
    client.force_login(chief)
    for changes in ({"complaints_12-warning": 9}, {"reason": ""}, {"complaints_12-months": 0}):
        assert client.post(page(alder), sent(**changes)).status_code == 422
    assert not RuleVersion.objects.exists()


def test_groups_are_compared_and_forgotten(alder: Client, chief: User, client: Browser) -> None:
    tokens = [accused(alder, 3, 20, 40).token for _ in range(4)]
    tokens += [accused(alder, 3).token for _ in range(12)]
    lines = "\n".join(f"{token}, {'ab'[place % 2]}" for place, token in enumerate(tokens))
    client.force_login(chief)
    shown = client.post(page(alder), {"rule": "complaints_12", "groups": lines})
    assert shown.status_code == 200
    assert "No clear difference" in shown.content.decode()
    assert "a: 2 of 8 flagged" in shown.content.decode()
