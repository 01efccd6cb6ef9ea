"""A thing asked for twice is done once."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.errors import Conflict, InvalidInput
from riskcore.idempotency import KEPT, LONGEST_KEY, IdempotentReply, Reply, once

MADE = Reply(status=201, body={"number": "A-1"}, headers={"Location": "/a/1"})


class Effect:
    """Counts how often it is done."""

    def __init__(self, error: Exception | None = None) -> None:
        self.done = 0
        self.error = error

    def __call__(self) -> Reply:
        self.done += 1
        if self.error:
            raise self.error
        return MADE


def ask(by: User, effect: Effect, **changes: Any) -> tuple[Reply, bool]:
    given = {"key": "k-1", "fingerprint": "f" * 64} | changes
    return once(by=by, effect=effect, **given)


def test_the_second_time_gives_the_reply_of_the_first(ana: User) -> None:
    effect = Effect()
    assert ask(ana, effect) == (MADE, False)
    assert ask(ana, effect) == (MADE, True)
    assert effect.done == 1


def test_another_key_and_another_person_are_another_thing(ana: User, ben: User) -> None:
    effect = Effect()
    for by, key in ((ana, "k-1"), (ana, "k-2"), (ben, "k-1")):
        assert ask(by, effect, key=key) == (MADE, False)
    assert effect.done == 3


def test_a_key_used_for_another_request_is_refused_and_nothing_done(ana: User) -> None:
    effect = Effect()
    ask(ana, effect)
    with pytest.raises(InvalidInput, match="different request") as refused:
        ask(ana, effect, fingerprint="0" * 64)
    assert refused.value.code == "idempotency.key_reused"
    assert effect.done == 1


def test_what_failed_is_not_kept_and_runs_anew(ana: User) -> None:
    with pytest.raises(Conflict):
        ask(ana, Effect(Conflict("x.changed", "Somebody was faster.")))
    assert not IdempotentReply.objects.exists()
    assert ask(ana, Effect()) == (MADE, False)


@pytest.mark.parametrize("key", ["", "k" * (LONGEST_KEY + 1)])
def test_a_key_of_no_or_too_great_length_is_refused(ana: User, key: str) -> None:
    with pytest.raises(InvalidInput, match=f"1 to {LONGEST_KEY} characters; it has {len(key)}"):
        ask(ana, Effect(), key=key)


def test_the_longest_key_is_kept(ana: User) -> None:
    assert ask(ana, Effect(), key="k" * LONGEST_KEY) == (MADE, False)


def test_a_reply_is_forgotten_after_three_days(ana: User) -> None:
    effect = Effect()
    ask(ana, effect)
    IdempotentReply.objects.update(created_at=timezone.now() - KEPT - timedelta(minutes=1))
    assert ask(ana, effect) == (MADE, False)
    assert effect.done == 2
    assert IdempotentReply.objects.count() == 1
