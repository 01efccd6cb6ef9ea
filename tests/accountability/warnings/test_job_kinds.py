"""The daily job asks every department's rules, and done twice changes nothing."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from accountability.warnings import job_kinds
from accountability.warnings.models import Alert
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs.daily import DAILY
from tests.factories.warnings import accused, adopted

pytestmark = pytest.mark.django_db


def test_the_daily_job_raises_what_rules_call_for_once(alder: Client, chief: User) -> None:
    assert DAILY.get("warnings.evaluate").kind == "warnings.evaluate"
    adopted(chief, alder)
    accused(alder, 3, 30, 60)
    context: Any = SimpleNamespace(arguments={"day": timezone.localdate().isoformat()})
    for raised in (1, 0):
        result = job_kinds.store(context, job_kinds.work(context))
        assert result == {
            "departments": 1,
            "raised": raised,
            "added_to": 0,
            "texts_removed": 0,
        }
    assert Alert.objects.count() == 1
