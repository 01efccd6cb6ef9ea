"""Reading submissions: only one's own, late in words, and with as many queries however many."""

from datetime import date, timedelta
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.submissions.actions import save_answers
from riskcore.submissions.models import Submission
from riskcore.submissions.queries import of_client, read, views
from tests.factories.policies import term
from tests.factories.submissions import insured, opened


def test_another_carriers_submission_is_not_found(alder: Client, uma: User, cal: User) -> None:
    insured(alder)
    row = opened(alder, uma)
    for number in (row.pk, row.pk + 1):
        with pytest.raises(NotFound):
            read(by=cal, number=number)
    assert [view.row.pk for view in of_client(by=uma, client_code=alder.code)] == [row.pk]


def test_it_is_late_in_words_only_while_it_is_answered(alder: Client, uma: User) -> None:
    insured(alder)
    view = read(by=uma, number=opened(alder, uma).pk)
    due = view.row.due_on
    assert view.late(due) == ""
    assert view.late(due + timedelta(days=1)) == "1 day late"
    view.row.status = "submitted"
    assert view.late(due + timedelta(days=9)) == ""


def test_answers_that_refer_are_fired(alder: Client, uma: User, rita: User) -> None:
    insured(alder)
    row = opened(alder, uma)
    save_answers(by=rita, number=row.pk, answers={"POL-3": "yes"})
    assert [one.rule for one in read(by=uma, number=row.pk).fired] == ["submission.moratorium"]


def test_many_are_read_in_a_fixed_number_of_queries(
    alder: Client, uma: User, django_assert_num_queries: Any
) -> None:
    for year in (2023, 2024, 2025):
        term(alder, date(year, 10, 1), line="POL", number="P-POL")
        opened(alder, uma, date(year + 1, 10, 1))
    rows = list(Submission.objects.select_related("client", "expiring"))
    with django_assert_num_queries(3):
        assert len(views(rows)) == 3
