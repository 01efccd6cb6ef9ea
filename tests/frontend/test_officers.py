"""The page of names is the chief's."""

import pytest
from django.test import Client as Browser

from riskcore.access.models import User
from tests.frontend.pages import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/clients/alder-falls/officers/"


def browser(person: User) -> Browser:
    made = Browser()
    made.force_login(person)
    return made


def test_the_chief_enters_and_opens_names(chief: User) -> None:
    assert "No name is entered" in text_of(browser(chief).get(ADDRESS))
    sent = {"officer": "4711", "name": "Pat Example"}
    assert browser(chief).post(f"{ADDRESS}name/", sent).status_code == 302
    assert "Pat Example" in text_of(browser(chief).get(ADDRESS))
    assert browser(chief).post(f"{ADDRESS}name/", {"officer": "1"}).status_code == 422


@pytest.mark.parametrize("name", ["uma", "ana", "ben", "dee", "rita", "ivy", "lee", "cal"])
def test_it_is_nobody_elses(name: str, chief: User, request: pytest.FixtureRequest) -> None:
    browser(chief).post(f"{ADDRESS}name/", {"officer": "4711", "name": "Pat Example"})
    answer = browser(request.getfixturevalue(name)).get(ADDRESS)
    assert answer.status_code in (403, 404)
    assert "Pat" not in text_of(answer)
