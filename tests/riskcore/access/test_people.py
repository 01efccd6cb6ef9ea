"""Whom a command acts for."""

import pytest

from riskcore.access.people import person
from riskcore.errors import NotFound

pytestmark = pytest.mark.django_db


def test_nobody_named_means_the_house_itself(house):
    assert person("") == house


def test_a_person_is_found_by_user_name(ana):
    assert person("ana") == ana


def test_an_unknown_or_inactive_person_is_refused(ana):
    ana.is_active = False
    ana.save()
    for name in ("ana", "zoe"):
        with pytest.raises(NotFound, match="nobody with the user name"):
            person(name)
