"""Who gets which answer: every endpoint x method x person x relation."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from api.access import SIGNED_IN, DenyUnlessNamed
from riskcore.access.models import User
from riskcore.access.rules import roles_for
from riskcore.clients.models import Client
from tests.api.endpoints import HOUSE, READS, VIEWS, WRITES
from tests.api.furnished import Furnished, caller, text_of
from tests.factories.riskcore import DepartmentFactory

PEOPLE = ["ana", "uma", "ben", "dee", "rita", "lee", "chief"]
# What a view asks for beyond the permission it names, by what the thing in the sample is.
ASKS_FOR = {
    **dict.fromkeys(["api_import", "api_import_file", "api_client_mapping"], "import.loss_run"),
    "api_assessment": "assessment.conduct_advisor",  # it is open yet, and its own side's business
    "api_alert": "warning.view",  # it has no owner yet, who could see it otherwise
}
# Where those without the permission cannot tell the thing from none.
HIDDEN = {
    *("api_snapshot", "api_report", "api_report_pdf", "api_report_data"),
    "api_client_mapping",
    *("api_review", "api_review_documents", "api_review_document", "api_review_grounds"),
    *("api_issue", "api_carrier_grants"),
    "api_assessment",
    *("api_link", "api_link_decisions", "api_alert"),
    *("api_case", "api_case_file"),
    *("api_worksheet", "api_worksheet_pdf", "api_rating_plan", "api_rating_plan_change"),
}
# Of the house, what is refused rather than empty for who holds the permission nowhere.
REFUSED = {
    *("api_book_complaint_to_claim", "api_book_triangle", "api_book_simulation", "api_book_trial"),
    "api_outreach_audits",
    "api_book_outreach_effect",
}
OF_A_CLIENT = [name for name in READS if name not in HOUSE]


def expected(name: str, who: User) -> int:
    """The rule table's answer to a read of the sample."""
    permission = ASKS_FOR.get(name, VIEWS[name].permission)
    roles = set(who.memberships.values_list("role", flat=True))
    is_open = name in HOUSE - REFUSED or permission == SIGNED_IN
    if is_open or roles & roles_for(permission):
        return 200
    return 404 if name in HIDDEN else 403


def test_those_behind_a_client_get_what_the_rule_table_gives_them(
    request: pytest.FixtureRequest, full: Furnished
) -> None:
    surprises = []
    for who in PEOPLE:
        user: User = request.getfixturevalue(who)
        api = caller(user)
        for name in READS:
            for headers in ({}, {"HX-Request": "true"}):
                answer = api.get(full.address(name), headers=headers)
                text_of(answer)
                if answer.status_code != expected(name, user):
                    surprises.append((name, answer.status_code, who))
    assert not surprises, "\n".join(map(str, sorted(set(surprises))))


def test_another_carriers_things_are_not_found_just_as_ones_that_do_not_exist(
    full: Furnished, birch_full: Furnished, cal: User, bea: User
) -> None:
    of_a_client = [(name, method) for name, method in WRITES if name not in HOUSE]
    calls = [(name, "get") for name in OF_A_CLIENT] + of_a_client
    for user in (cal, bea):
        api = caller(user)
        for name, method in calls:
            keys = full.keys[name]
            none = [_no_such(key) for key in keys[:1]] + keys[1:]
            query = full.queries.get(name, "") if method == "get" else ""
            answers = [
                getattr(api, method)(reverse(name, args=args) + query) for args in (keys, none)
            ]
            assert [answer.status_code for answer in answers] == [404, 404], (name, method)
            bodies = [
                _neutral(answer.json(), args)
                for answer, args in zip(answers, (keys, none), strict=True)
            ]
            assert bodies[0] == bodies[1], (name, method)


def _no_such(key: Any) -> Any:
    if isinstance(key, int):
        return 999_999_999
    return uuid4() if re.fullmatch(r"[0-9a-f-]{36}", str(key)) else f"{key}-not"


def _neutral(body: dict[str, Any], args: list[Any]) -> str:
    text = str(body | {"request_id": ""})
    for key in args:
        text = re.sub(rf"(?<!\w){re.escape(str(key))}(?!\w)", "*", text)
    return text


def test_a_stranger_gets_nothing(full: Furnished) -> None:
    for name, method in [*((name, "get") for name in READS), *WRITES]:
        answer = getattr(caller(None), method)(full.address(name))
        assert answer.status_code == 401, (name, method)
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_an_auditor_changes_nothing(full: Furnished, ben: User) -> None:
    harmless = {
        "api_report_verify",
        "api_worksheet_pdfs",
        "api_review_file_notes",
    }  # to read, drawn or not
    for name, method in WRITES:
        if name not in harmless:
            answer = getattr(caller(ben), method)(full.address(name).partition("?")[0])
            assert answer.status_code in {400, 403, 404, 409, 422, 428}, (name, answer.content)


def test_a_closed_account_and_an_ended_membership_count_at_once(alder: Client, ana: User) -> None:
    api = caller(ana)
    ana.memberships.update(ended_at=timezone.now())
    assert api.get(reverse("api_clients")).json()["results"] == []
    assert api.get(reverse("api_client", args=[alder.code])).status_code == 404
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert api.get(reverse("api_clients")).status_code == 401


def test_no_endpoint_shows_one_side_a_word_of_the_other(
    request: pytest.FixtureRequest, full: Furnished, birch_full: Furnished
) -> None:
    DepartmentFactory(client=full.client, name="canary-alder Sheriff")
    sides = [(full, birch_full, PEOPLE), (birch_full, full, ["cal", "bea"])]
    # Again with what the other side may have left behind, by who sees most of each.
    again = [(birch_full, full, ["cal"]), (full, birch_full, ["uma"])]
    for own, other, people in [*sides, *again]:
        seen = 0
        for who in people:
            api = caller(request.getfixturevalue(who))
            for name in READS:
                text = text_of(api.get(own.address(name)))
                assert other.mark not in text, (who, name)
                seen += own.mark in text
            for query in (f"?text={other.mark}", f"?search={other.mark}"):
                house = "api_clients" if "text" in query else "api_portfolio"
                text = text_of(api.get(reverse(house) + query))
                assert other.mark not in text.replace(query[1:], ""), (who, query)
        assert seen > 15 * len(people), "The canary is not in the sample; the test shows nothing."


@pytest.mark.parametrize("named", [None, "no.such.permission"])
def test_a_view_that_names_no_known_permission_is_nobodys(ana: User, named: str | None) -> None:
    view = APIView()
    if named:
        view.permission = named  # type: ignore[attr-defined]  # what is tested
    request = APIRequestFactory().get("/")
    request.user = ana
    assert not DenyUnlessNamed().has_permission(request, view)  # type: ignore[arg-type]  # has .user
