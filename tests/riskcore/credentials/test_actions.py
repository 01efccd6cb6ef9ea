"""Signing in, counted and recorded; tokens made and ended."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.credentials.actions import (
    change_password,
    holder_of,
    issue_token,
    sign_in,
    withdraw_token,
)
from riskcore.credentials.models import ApiToken
from riskcore.errors import InvalidInput, NotFound, TooMany

GOOD = "correct horse battery"
HERE, THERE = "192.0.2.1", "192.0.2.2"


def fail(times: int, address: str = HERE, username: str = "ana") -> None:
    for _ in range(times):
        with pytest.raises(InvalidInput):
            sign_in(username=username, password="wrong", address=address)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))


def test_success_is_recorded_with_its_address(ana: User) -> None:
    assert sign_in(username="ana", password=GOOD, address=HERE) == ana
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.facts) == (
        "sign_in.succeeded",
        ana,
        '{"address":"192.0.2.1"}',
    )


def test_the_sixth_attempt_is_refused_and_recorded_once(ana: User) -> None:
    fail(5)
    for _ in range(3):
        with pytest.raises(TooMany) as caught:
            sign_in(username="ana", password=GOOD, address=HERE)
    assert 0 < caught.value.facts["retry_after"] <= 900
    assert verbs() == ["sign_in.failed"] * 5 + ["sign_in.locked"]


def test_writing_the_name_otherwise_is_the_same_account(ana: User) -> None:
    fail(3)
    fail(2, username="ANA")
    with pytest.raises(TooMany):
        sign_in(username="ana", password=GOOD, address=HERE)


def test_another_address_and_another_account_count_apart(ana: User, uma: User) -> None:
    fail(5)
    assert sign_in(username="ana", password=GOOD, address=THERE) == ana
    assert sign_in(username="uma", password=GOOD, address=HERE) == uma


def test_signing_in_to_ones_own_account_does_not_clear_anothers_count(ana: User, uma: User) -> None:
    fail(4)
    sign_in(username="uma", password=GOOD, address=HERE)
    fail(1)
    with pytest.raises(TooMany):
        sign_in(username="ana", password=GOOD, address=HERE)


def test_success_clears_the_count(ana: User) -> None:
    fail(4)
    sign_in(username="ana", password=GOOD, address=HERE)
    fail(4)
    assert sign_in(username="ana", password=GOOD, address=HERE) == ana


def test_after_a_quarter_of_an_hour_the_account_is_open_again(ana: User) -> None:
    fail(5)
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert sign_in(username="ana", password=GOOD, address=HERE) == ana


@pytest.mark.parametrize("username", ["nobody", "system"])
def test_an_unknown_name_and_the_house_itself_fail_alike(house: User, username: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        sign_in(username=username, password="", address=HERE)
    assert caught.value.code == "sign_in.refused"


def test_a_closed_account_cannot_sign_in(ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    fail(1)


def test_changing_a_password_is_recorded(ana: User) -> None:
    change_password(by=ana, current=GOOD, new="a lantern over quiet water")
    assert sign_in(username="ana", password="a lantern over quiet water", address=HERE) == ana
    assert verbs()[0] == "password.changed"


def test_a_token_is_kept_only_as_a_hash(ana: User) -> None:
    made = issue_token(by=ana, username="ana", note="nightly export")
    row = ApiToken.objects.get()
    assert made.text not in {str(value) for value in vars(row).values()}
    assert made.text not in AuditEvent.objects.get().facts
    assert holder_of(made.text) == ana
    assert holder_of(made.text + "x") is None


def test_nobody_makes_or_ends_a_token_of_somebody_else(ana: User, uma: User) -> None:
    prefix = issue_token(by=ana, username="ana").row.prefix
    with pytest.raises(NotFound):
        issue_token(by=uma, username="ana")
    with pytest.raises(NotFound):
        withdraw_token(by=uma, prefix=prefix)


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_a_token_lasts_a_sensible_number_of_days(ana: User, days: int) -> None:
    with pytest.raises(InvalidInput):
        issue_token(by=ana, username="ana", days=days)


def test_withdrawing_twice_is_recorded_once(ana: User) -> None:
    prefix = issue_token(by=ana, username="ana").row.prefix
    first = withdraw_token(by=ana, prefix=prefix).withdrawn_at
    assert withdraw_token(by=ana, prefix=prefix).withdrawn_at == first
    assert verbs() == ["token.issued", "token.withdrawn"]


def test_the_command_makes_and_ends_a_token(ana: User) -> None:
    out = StringIO()
    call_command("token", "create", "ana", "--days", "30", stdout=out)
    lines = dict(line.split(": ") for line in out.getvalue().splitlines())
    assert holder_of(lines["token"]) == ana
    out = StringIO()
    call_command("token", "withdraw", lines["prefix"], "--json", stdout=out)
    assert '"withdrawn": "yes"' in out.getvalue()
    assert holder_of(lines["token"]) is None


def test_the_command_refuses_in_one_sentence(db: None) -> None:
    with pytest.raises(CommandError, match="no open account"):
        call_command("token", "create", "nobody")


def test_the_current_password_cannot_be_guessed_without_end(ana: User) -> None:
    new = "a lantern over quiet water"
    for _ in range(5):
        with pytest.raises(InvalidInput):
            change_password(by=ana, current="wrong", new=new)
    with pytest.raises(TooMany):
        change_password(by=ana, current=GOOD, new=new)
    assert verbs() == ["password.refused"] * 5
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        change_password(by=ana, current=GOOD, new=new)


def test_a_new_password_that_is_too_weak_does_not_count_as_a_guess(ana: User) -> None:
    for _ in range(6):
        with pytest.raises(InvalidInput):
            change_password(by=ana, current=GOOD, new="short")
    change_password(by=ana, current=GOOD, new="a lantern over quiet water")
