"""Tokens of programs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from riskcore.access.models import User
from riskcore.credentials.actions import issue_token, withdraw_token
from riskcore.credentials.models import ApiToken


def status(text: str) -> int:
    headers = {"Authorization": f"Bearer {text}"}
    return APIClient().get(reverse("api_me"), headers=headers).status_code


def test_a_token_speaks_for_its_holder_and_needs_no_csrf_token(ana: User) -> None:
    text = issue_token(by=ana, username="ana").text
    api = APIClient(enforce_csrf_checks=True)
    answer = api.get(reverse("api_me"), headers={"Authorization": f"Bearer {text}"})
    assert answer.json()["username"] == "ana"
    assert ApiToken.objects.get().last_used_at is not None


def test_a_session_needs_a_csrf_token_to_write(ana: User) -> None:
    api = APIClient(enforce_csrf_checks=True)
    api.force_login(ana)
    answer = api.post(reverse("api_me"), {})
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


@pytest.mark.parametrize("text", ["", "cw", "cw_a_b", "cw__", "Bearer", "cw_0123456789ab_x" * 50])
def test_a_token_we_did_not_make_is_refused(db: None, text: str) -> None:
    assert status(text) == 401


def test_a_token_ends_with_its_withdrawal_its_day_or_its_holders_account(ana: User) -> None:
    one, two, three = (issue_token(by=ana, username="ana") for _ in range(3))
    assert status(one.text) == 200
    withdraw_token(by=ana, prefix=one.row.prefix)
    assert status(one.text) == 401
    ApiToken.objects.filter(pk=two.row.pk).update(
        created_at=timezone.now() - timedelta(days=2),
        expires_at=timezone.now() - timedelta(days=1),
    )
    assert status(two.text) == 401
    assert status(three.text) == 200
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert status(three.text) == 401
    assert status(one.text[:-1] + "!") == 401
