"""At the same moment: attempts cannot slip past the count, nor requests past their key."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from riskcore.access.models import Organisation, User
from riskcore.access.scoping import system_user
from riskcore.credentials.actions import ATTEMPTS, sign_in
from riskcore.errors import DomainError
from riskcore.idempotency import Reply, once
from tests.factories.riskcore import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
CALLERS = 8


def at_once(act: Any) -> list[Any]:
    def called(_: int) -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(CALLERS) as pool:
        return list(pool.map(called, range(CALLERS)))


def test_of_many_attempts_at_once_only_five_are_heard() -> None:
    UserFactory(username="ana")
    system_user()

    def guess() -> str:
        try:
            sign_in(username="ana", password="wrong", address="192.0.2.1")
        except DomainError as error:
            return error.code
        return "in"

    codes = at_once(guess)
    assert codes.count("sign_in.refused") == ATTEMPTS
    assert codes.count("sign_in.locked") == CALLERS - ATTEMPTS


def test_of_many_requests_with_one_key_one_takes_effect() -> None:
    user: User = UserFactory()

    def effect() -> Reply:
        made = Organisation.objects.create(name="one", kind="client")
        return Reply(status=201, body={"id": made.pk}, headers={})

    answers = at_once(lambda: once(by=user, key="k", fingerprint="f", effect=effect))
    assert Organisation.objects.filter(name="one").count() == 1
    assert len({reply.body["id"] for reply, _ in answers}) == 1
    assert [was_kept for _, was_kept in answers].count(False) == 1
