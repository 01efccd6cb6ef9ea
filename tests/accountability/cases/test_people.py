"""Who may be given a case."""

import pytest

from accountability.cases.people import assignee_named, check_assignee, investigators, name_of
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput

pytestmark = pytest.mark.django_db


def test_those_who_work_on_cases_and_nobody_else(
    alder: Client, birch: Client, ivy: User, chief: User, lee: User, uma: User, rita: User
) -> None:
    del lee, uma, rita
    assert investigators(client=alder) == [chief, ivy]
    assert investigators(client=birch) == []
    assert check_assignee(client=alder, user_id=ivy.pk) == ivy
    with pytest.raises(InvalidInput):
        check_assignee(client=birch, user_id=ivy.pk)
    assert assignee_named(client=alder, username="ivy") == ivy.pk
    for client, username in ((birch, "ivy"), (alder, "uma"), (alder, "nobody")):
        with pytest.raises(InvalidInput):
            assignee_named(client=client, username=username)


def test_who_left_is_given_nothing_more(alder: Client, ivy: User) -> None:
    ivy.is_active = False
    ivy.save()
    assert investigators(client=alder) == []


def test_a_colleague_has_a_name(ivy: User) -> None:
    assert name_of(ivy) == "Ivy"
    assert name_of(None) == ""
