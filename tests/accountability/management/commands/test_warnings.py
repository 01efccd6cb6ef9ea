"""``manage.py warnings`` raises what rules call for, or prints their record."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accountability.warnings.models import Alert
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.warnings import accused, adopted

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    day = f"--as-of={timezone.localdate()}"
    call_command("warnings", "--client=alder-falls", day, *arguments, stdout=out)
    return out.getvalue()


def test_alerts_are_raised_once(alder: Client, chief: User) -> None:
    adopted(chief, alder)
    accused(alder, 3, 20, 40)
    found: dict[str, Any] = json.loads(run("--json"))
    assert (found["raised"], found["unchanged"]) == (1, 0)
    assert "0 alerts raised, 0 added to, 1 unchanged." in run()
    assert Alert.objects.count() == 1


def test_the_record_is_printed_and_nothing_raised(alder: Client, chief: User) -> None:
    accused(alder, 3, 20, 40)
    accused(alder, 900, 910, 920)
    found: dict[str, Any] = json.loads(run("--json", "--audit"))
    assert found["version"] == 0
    assert found["rules"][0]["trials"][0]["precision"]["total"] >= 0
    assert "cannot be judged, because" in run("--audit")
    assert not Alert.objects.exists()


def test_a_refusal_is_a_sentence(alder: Client) -> None:
    with pytest.raises(CommandError, match="Adopt rules first"):
        run()
