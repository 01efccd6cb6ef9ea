"""Marking steps: done, waived with a reason, opened again; never what settles itself."""

from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import DomainError, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.renewals.actions import mark
from riskcore.renewals.models import RenewalAct
from tests.factories.submissions import STARTS, insured, opened


@pytest.fixture
def renewing(alder: Client) -> Client:
    insured(alder)
    return alder


def do(by: User, client: Client, **changes: Any) -> RenewalAct:
    asked: dict[str, Any] = {"expires_on": STARTS, "step": "exposures", "verb": "done"}
    return mark(by=by, client_code=client.code, **(asked | changes))


def test_a_step_is_marked_and_opened_again_and_both_stand_on_record(
    renewing: Client, uma: User
) -> None:
    do(uma, renewing)
    with pytest.raises(InvalidTransition, match="is done"):
        do(uma, renewing)
    do(uma, renewing, verb="reopened", note="The wards changed.")
    with pytest.raises(InvalidTransition, match="is open"):
        do(uma, renewing, verb="reopened", note="Again.")
    do(uma, renewing, verb="waived", note="Small account.")
    verbs = AuditEvent.objects.filter(verb__startswith="renewal.").order_by("sequence")
    assert list(verbs.values_list("verb", flat=True)) == [
        "renewal.done",
        "renewal.reopened",
        "renewal.waived",
    ]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"verb": "waived"}, InvalidInput),
        ({"verb": "cancelled"}, InvalidInput),
        ({"note": "x" * 2_001}, InvalidInput),
        ({"step": "party"}, NotFound),
        ({"expires_on": STARTS.replace(year=2030)}, NotFound),
    ],
)
def test_what_does_not_add_up_is_refused(
    renewing: Client, uma: User, changes: dict[str, Any], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        do(uma, renewing, **changes)
    assert not RenewalAct.objects.exists()


def test_a_step_that_the_record_settles_is_not_marked(renewing: Client, uma: User) -> None:
    opened(renewing, uma)
    with pytest.raises(InvalidTransition, match="settled by the record"):
        do(uma, renewing, step="open", verb="reopened", note="No.")


def test_who_may(renewing: Client, rita: User, lee: User, cal: User) -> None:
    assert do(rita, renewing).acted_by == rita
    with pytest.raises(PermissionDenied):
        do(lee, renewing, step="quote")
    with pytest.raises(NotFound):
        do(cal, renewing, step="quote")
