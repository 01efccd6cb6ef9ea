"""Acts on a case: each has a button, a form and a rule; tolls are ended and withdrawn by their own."""

import pytest

from accountability.cases.models import Case, Tolling
from accountability.cases.states import CASE
from frontend.case_acts import ACTS, VERBS
from riskcore.access.models import User
from riskcore.access.rules import RULES
from tests.frontend.pages import text_of
from tests.frontend.test_cases import BASE, browser, do, taken_in

pytestmark = pytest.mark.django_db


def test_every_move_has_a_button_and_every_act_a_known_rule() -> None:
    assert VERBS.keys() == CASE.steps.keys()
    assert all(act.permission in RULES for act in ACTS.values())


@pytest.fixture
def case(lee: User, ivy: User) -> Case:
    del ivy
    return taken_in(lee)


def test_a_toll_is_ended_and_withdrawn_on_the_page(case: Case, ivy: User) -> None:
    place = f"{BASE}cases/{case.pk}/"
    assert "End a toll" not in text_of(browser(ivy).get(place))
    do(ivy, case, "act", "toll", reason="waiver", starts_on="2026-03-05")
    first = Tolling.objects.get()
    assert "End a toll" in text_of(browser(ivy).get(place))
    do(ivy, case, "act", "toll_end", toll_id=first.pk, ends_on="2026-03-20")
    page = text_of(browser(ivy).get(place))
    assert "until 20 Mar 2026" in page
    assert "End a toll" not in page
    [standing] = Tolling.objects.current()
    do(ivy, case, "act", "toll_withdraw", toll_id=standing.pk, note="Of another case.")
    assert not Tolling.objects.current().exists()
    assert "Withdraw a toll" not in text_of(browser(ivy).get(place))


def test_a_toll_of_another_case_is_no_choice(case: Case, ivy: User) -> None:
    do(ivy, case, "act", "toll", reason="waiver", starts_on="2026-03-05")
    sent = {"act": "toll_end", "toll_id": 999, "ends_on": "2026-03-20"}
    answer = browser(ivy).post(f"{BASE}cases/{case.pk}/act/", sent)
    assert answer.status_code == 422
    assert Tolling.objects.count() == 1
