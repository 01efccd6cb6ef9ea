"""Rows gathered into complaints and allegations."""

from datetime import date

import pytest

from accountability.complaints.rows import check, gather, unmapped_words
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import complaint_table, target_for


@pytest.mark.django_db
def test_a_decision_before_the_event_is_a_problem(alder: Client, chief: User) -> None:
    table = complaint_table(
        [
            {"number": "1", "occurred_on": date(2020, 2, 1), "decided_on": date(2020, 1, 1)},
            {"number": "2", "occurred_on": date(2020, 2, 1), "decided_on": date(2020, 3, 1)},
            {"number": "3", "decided_on": date(2020, 3, 1)},
        ]
    )
    problems = check(table, target_for(alder, chief))
    assert [(problem.row, problem.rule) for problem in problems] == [
        (2, "complaints.decided_too_early")
    ]


def test_a_complaint_takes_the_first_value_that_is_not_blank() -> None:
    gathered = gather(
        complaint_table(
            [
                {"number": "1", "district": " ", "channel": "By phone"},
                {"number": "1", "district": "North", "received_on": date(2020, 1, 2)},
                {"number": "1", "district": "South", "channel": "Post"},
            ]
        )
    )
    (row,) = gathered.complaints.iter_rows(named=True)
    assert row["district"] == "North"
    assert row["received_on"] == date(2020, 1, 2)
    assert (row["channel"], row["channel_as_recorded"]) == ("PHONE", "By phone")
    assert row["internal"] is None


def test_two_complainants_make_one_allegation() -> None:
    row = {"number": "1", "allegation": "Rude", "officer": "7"}
    assert gather(complaint_table([row, row])).allegations.height == 1


def test_words_without_a_code_are_listed_most_frequent_first() -> None:
    gathered = gather(
        complaint_table(
            [
                {
                    "number": str(n),
                    "allegation": "Zugzwang" if n else "Zwischenzug",
                    "finding": "Vacated",
                }
                for n in range(3)
            ]
        )
    )
    uncategorised, unread = unmapped_words(gathered.allegations)
    assert list(uncategorised.items()) == [("Zugzwang", 2), ("Zwischenzug", 1)]
    assert unread == {"Vacated": 3}


def test_an_empty_file_gathers_nothing() -> None:
    gathered = gather(complaint_table([]))
    assert (gathered.complaints.height, gathered.allegations.height) == (0, 0)
