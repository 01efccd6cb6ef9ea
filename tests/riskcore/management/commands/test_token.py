"""``manage.py token`` makes a token that works, and ends it."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from riskcore.access.models import User
from riskcore.credentials import actions
from riskcore.credentials.models import ApiToken


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("token", *arguments, stdout=out)
    return out.getvalue()


def test_a_new_token_is_shown_once_and_kept_nowhere(ana: User) -> None:
    told = json.loads(run("create", "ana", "--days", "7", "--note", "night import", "--json"))
    assert set(told) == {"token", "prefix", "user", "expires"}
    assert told["user"] == "ana"
    assert told["expires"] == (timezone.now() + timedelta(days=7)).date().isoformat()
    row = ApiToken.objects.get(prefix=told["prefix"])
    assert told["token"] not in {str(value) for value in vars(row).values()}


def test_it_is_printed_line_by_line_for_people(ana: User) -> None:
    assert run("create", "ana").startswith("token: ")


def test_a_withdrawn_token_ends_at_once(ana: User, house: User) -> None:
    made = actions.issue_token(by=house, username="ana", days=3, note="")
    told = json.loads(run("withdraw", made.row.prefix, "--json"))
    assert told == {"prefix": made.row.prefix, "user": "ana", "withdrawn": "yes"}


@pytest.mark.parametrize(
    "arguments", [("create", "nobody"), ("create", "ana", "--days", "0"), ("withdraw", "unknown")]
)
def test_what_cannot_be_done_ends_with_one_sentence(ana: User, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"\.$"):
        run(*arguments)
