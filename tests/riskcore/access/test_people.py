"""Commands act for a person of that name, or for the house."""

import pytest

from riskcore.access.models import User
from riskcore.access.people import person
from riskcore.errors import NotFound


def test_no_name_is_the_house_itself(house: User) -> None:
    assert person() == house


def test_a_person_is_found_by_user_name(ana: User) -> None:
    assert person("ana") == ana


def test_nobody_and_somebody_who_left_are_alike(ana: User) -> None:
    ana.is_active = False
    ana.save()
    for name in ("ana", "nobody"):
        with pytest.raises(NotFound, match="nobody with the user name"):
            person(name)
