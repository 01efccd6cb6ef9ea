"""What moves a premium carries a reason and evidence; a worksheet is kept under its own hash."""

from decimal import Decimal
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.rating.actions import judge, keep_worksheet
from riskcore.rating.models import Judgement, Worksheet
from riskcore.rating.queries import worksheet
from tests.factories.rated_book import AS_OF

D = Decimal


def enter(by: User, **changes: Any) -> Judgement:
    asked: dict[str, Any] = {
        "client_code": "alder-falls",
        "line": "LEL",
        "kind": "schedule",
        "key": "training",
        "value": D("-0.05"),
        "reason": "Two courses a year.",
        "evidence": ["Training record"],
        "holds_from": AS_OF,
    }
    return judge(by=by, **{**asked, **changes})


def test_an_item_moves_the_premium_and_stands_in_the_record(book: list[Client], uma: User) -> None:
    before = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF).worked
    enter(uma)
    after = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF).worked
    assert before is not None
    assert after is not None
    assert after.priced.factor("schedule") == D("0.95")
    assert after.priced.premium < before.priced.premium
    event = AuditEvent.objects.get(verb="rating.judge")
    assert "Two courses a year." in event.facts


def test_it_is_taken_back_by_a_later_entry(book: list[Client], uma: User) -> None:
    enter(uma)
    enter(uma, value=None, reason="Entered for another town.", evidence=[])
    sheet = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)
    assert sheet.worked is not None
    assert sheet.worked.priced.schedule.uncapped == 0
    assert Judgement.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"evidence": [" "]}, "evidence"),
        ({"reason": " "}, "reason"),
        ({"value": D("-0.2")}, "value"),
        ({"value": D("NaN")}, "value"),
        ({"key": "dragons"}, "key"),
        ({"kind": "guess"}, "kind"),
        ({"kind": "credit", "key": "accreditation", "value": D("0.5")}, "value"),
        ({"kind": "credit", "key": "accreditation", "value": D("-0.1")}, "value"),
        ({"kind": "credit", "key": "accreditation", "value": D("0.1"), "evidence": []}, "evidence"),
        ({"kind": "class", "key": "jailers", "value": D(-1)}, "value"),
        ({"kind": "option", "key": "k9", "value": D(2)}, "value"),
    ],
)
def test_what_may_not_stand_is_refused(
    changes: dict[str, Any], field: str, book: list[Client], uma: User
) -> None:
    with pytest.raises(InvalidInput) as refused:
        enter(uma, **changes)
    assert refused.value.code == f"rating.judgement_{field}"
    assert not Judgement.objects.exists()


def test_a_class_or_option_needs_a_reason_and_no_document(book: list[Client], uma: User) -> None:
    enter(uma, kind="class", key="jailers", value=D(12), evidence=[])
    enter(uma, kind="option", key="k9", value=D(1), evidence=[])
    sheet = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)
    assert sheet.worked is not None
    assert sheet.worked.priced.manual == 40 * (2050 + 40) + 12 * 1400


def test_without_a_plan_nothing_can_be_entered(alder: Client, uma: User) -> None:
    with pytest.raises(InvalidInput, match="no rating plan"):
        enter(uma)


@pytest.mark.parametrize("name", ["ana", "ben", "dee", "rita", "cal"])
def test_only_an_underwriter_enters(
    name: str, book: list[Client], request: pytest.FixtureRequest
) -> None:
    with pytest.raises((PermissionDenied, NotFound)):
        enter(request.getfixturevalue(name))


def test_the_same_facts_give_the_same_worksheet(book: list[Client], uma: User, una: User) -> None:
    first = keep_worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)
    again = keep_worksheet(by=una, client_code="alder-falls", as_of=AS_OF)
    assert first.pk == again.pk
    assert AuditEvent.objects.filter(verb="rating.worksheet").count() == 1
    enter(uma)
    other = keep_worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)
    assert other.pk != first.pk
    assert Worksheet.objects.count() == 2


def test_who_cannot_be_rated_has_no_worksheet(book: list[Client], uma: User) -> None:
    with pytest.raises(InvalidInput, match="cannot be rated for EPL, because"):
        keep_worksheet(by=uma, client_code="alder-falls", as_of=AS_OF, line="EPL")
