"""Who is calling."""

from django.urls import reverse

from riskcore.access.models import User
from tests.api.furnished import caller


def test_the_caller_learns_who_they_are(dee: User) -> None:
    answer = caller(dee).get(reverse("api_me")).json()
    assert answer["username"] == "dee"
    assert answer["memberships"] == [
        {"organisation": "Programme", "kind": "administrator", "role": "administrator"}
    ]
