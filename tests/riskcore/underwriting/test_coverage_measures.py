"""Gaps and advanced retro dates of the recorded terms, with the term that brought them about."""

from datetime import date

from riskcore.clients.models import Client
from riskcore.underwriting import coverage_measures
from riskcore.underwriting.measures import Question, Subject
from riskcore.underwriting.plan import PLAN
from riskcore.underwriting.rules import Unchecked
from tests.factories.underwriting import AS_OF, policy


def ask(*clients: Client) -> Question:
    subjects = tuple(
        Subject(client_id=client.pk, code=client.code, carrier_id=client.carrier_id)
        for client in clients
    )
    return Question(subjects=subjects, as_of=AS_OF, plan=PLAN)


def test_a_gap_between_terms_is_found(alder: Client) -> None:
    policy(alder, starts_on=date(2023, 10, 1), ends_on=date(2024, 10, 1))
    policy(alder, starts_on=date(2025, 10, 1))
    [found] = coverage_measures.gap(ask(alder))[alder.pk]  # type: ignore[misc]
    assert found.values["from"] == "2024-10-01"
    assert found.words.endswith(".")


def test_terms_that_follow_each_other_leave_nothing(alder: Client) -> None:
    policy(alder, starts_on=date(2024, 10, 1), ends_on=date(2025, 10, 1))
    policy(alder)
    assert coverage_measures.gap(ask(alder))[alder.pk] == ()
    assert coverage_measures.retro_advanced(ask(alder))[alder.pk] == ()


def test_a_retro_date_that_moved_is_found(alder: Client) -> None:
    policy(alder, starts_on=date(2024, 10, 1), ends_on=date(2025, 10, 1))
    policy(alder, retro_date=date(2020, 1, 1))
    [found] = coverage_measures.retro_advanced(ask(alder))[alder.pk]  # type: ignore[misc]
    assert [row.id for row in found.rows] == ["PE-1"]


def test_without_a_policy_it_cannot_be_checked(alder: Client, birch: Client) -> None:
    policy(alder)
    found = coverage_measures.gap(ask(alder, birch))
    assert isinstance(found[birch.pk], Unchecked)


def test_both_measures_share_two_queries(
    alder: Client, birch: Client, django_assert_num_queries: object
) -> None:
    policy(alder)
    asked = ask(alder, birch)
    with django_assert_num_queries(2):  # type: ignore[operator]
        coverage_measures.gap(asked)
        coverage_measures.retro_advanced(asked)
