from typing import Any

import pytest
from django.utils import timezone

from outreach.coverage.queries import district_coverage
from riskcore.access.models import User
from riskcore.clients.models import Client, Department
from riskcore.errors import NotFound
from tests.factories.outreach import accepted, record, service

pytestmark = pytest.mark.django_db


def test_the_department_is_told_what_to_do_and_the_insurer_is_not(
    lee: User, ana: User, uma: User, alder: Client, alder_police: Department
) -> None:
    Department.objects.filter(pk=alder_police.pk).update(districts=["North", "South"])
    accepted(lee, ana, alder, starts_on=timezone.localdate(), district="North")
    service(lee, alder)
    ours = district_coverage(by=lee, client_code=alder.code)
    assert ours.reach.unreached == ("South",)
    assert [each.rule for each in ours.advice] == [
        "missing", "missing", "missing", "unreached", "untold",
    ]  # fmt: skip
    theirs = district_coverage(by=uma, client_code=alder.code)
    assert theirs.reach == ours.reach
    assert theirs.advice == ()


def test_it_takes_a_fixed_number_of_queries(
    lee: User, cal: User, alder: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        record(lee, alder, title=f"Event {number}", starts_on=timezone.localdate())
    with django_assert_max_num_queries(12):
        district_coverage(by=lee, client_code=alder.code)
    with pytest.raises(NotFound):
        district_coverage(by=cal, client_code=alder.code)
