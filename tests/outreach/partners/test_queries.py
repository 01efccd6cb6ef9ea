from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from outreach.partners.actions import end_partnership, record_contribution
from outreach.partners.queries import find_partner, given_at, partner_detail, partner_list
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from tests.factories.outreach import partner, prove, record

pytestmark = pytest.mark.django_db


def test_an_initiative_counts_by_its_words_or_by_what_was_given(lee: User, alder: Client) -> None:
    row = partner(lee, alder)
    named = record(lee, alder, partner="mill street LIBRARY", starts_on=date(2026, 3, 2))
    gave = record(lee, alder, title="Drive", strategy="S1")
    record_contribution(
        by=lee, initiative_id=gave.pk, partner_id=row.pk, goods="Books", goods_value=Decimal(90)
    )
    record(lee, alder, title="Another", partner="Rotary")
    [found] = partner_list(by=lee, client_code=alder.code).rows
    assert (found.initiatives, found.last_on) == (2, gave.starts_on)
    assert found.sums.goods_value == 90
    detail = partner_detail(by=lee, partner_id=row.pk)
    assert [each.id for each in detail.initiatives] == [gave.pk, named.pk]


def test_partners_only_named_are_listed_apart_and_the_ended_come_last(
    lee: User, alder: Client
) -> None:
    ended = partner(lee, alder, name="Aldi")
    end_partnership(by=lee, partner_id=ended.pk, ended_on=date(2026, 2, 1))
    partner(lee, alder, name="Zoo")
    for title in ("One", "Two"):
        record(lee, alder, title=title, partner="Rotary")
    listed = partner_list(by=lee, client_code=alder.code)
    assert [row.name for row in listed.rows] == ["Zoo", "Aldi"]
    assert listed.named == (("Rotary", 2),)


def test_quarters_hold_what_was_done_and_given_in_them(lee: User, alder: Client) -> None:
    row = partner(lee, alder)
    today = timezone.localdate()
    now = record(lee, alder, starts_on=today, strategy="S1")
    record_contribution(
        by=lee,
        initiative_id=now.pk,
        partner_id=row.pk,
        money_raised=Decimal(250),
        volunteer_hours=Decimal("7.5"),
    )
    quarters = partner_detail(by=lee, partner_id=row.pk).quarters
    assert len(quarters) == 8
    assert (quarters[-1].initiatives, quarters[-1].sums.money_raised) == (1, 250)
    assert quarters[-1].sums.volunteer_hours == Decimal("7.5")
    assert not any(quarter.initiatives for quarter in quarters[:-1])


def test_letters_are_those_among_the_evidence(lee: User, alder: Client) -> None:
    row = partner(lee, alder)
    initiative = record(lee, alder, partner=row.name)
    prove(lee, initiative, b"A letter", kind="partner_letter", file_name="letter.txt")
    prove(lee, initiative, b"Total,3")
    [letter] = partner_detail(by=lee, partner_id=row.pk).letters
    assert letter.file_name == "letter.txt"


def test_few_people_helped_are_a_number_for_the_clients_own_only(
    lee: User, uma: User, alder: Client
) -> None:
    initiative = record(lee, alder)
    for helped in (9, 10):
        record_contribution(by=lee, initiative_id=initiative.pk, beneficiaries=helped)
    theirs = given_at(by=uma, initiative_id=initiative.pk).given
    assert {(each.beneficiaries, each.few) for each in theirs} == {(None, True), (10, False)}
    ours = given_at(by=lee, initiative_id=initiative.pk).given
    assert {each.beneficiaries for each in ours} == {9, 10}


def test_another_carriers_partner_is_not_found(lee: User, cal: User, alder: Client) -> None:
    row = partner(lee, alder)
    with pytest.raises(NotFound):
        find_partner(by=cal, partner_id=row.pk)


def test_the_list_takes_a_fixed_number_of_queries(
    lee: User, alder: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        row = partner(lee, alder, name=f"Partner {number}")
        initiative = record(lee, alder, title=f"Drive {number}")
        record_contribution(by=lee, initiative_id=initiative.pk, partner_id=row.pk, goods="Books")
    with django_assert_max_num_queries(6):
        partner_list(by=lee, client_code=alder.code)
