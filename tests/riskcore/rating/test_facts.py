"""What is read for a book, as of a day, in a number of queries that does not grow."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.policies import Trigger
from riskcore.rating.actions import keep_worksheet
from riskcore.rating.facts import BookFacts, ExpiringPart, gather, of_kind
from riskcore.rating.models import JudgementKind, Worksheet
from tests.factories.rated_book import AS_OF, claim, insured
from tests.factories.rating import saved_judgement
from tests.factories.riskcore import ClientFactory

QUERIES = 7


def read(client: Client, **changes: object) -> BookFacts:
    asked = {
        "carrier_ids": [client.carrier_id],
        "line": "LEL",
        "as_of": AS_OF,
        "effective_on": date(2026, 10, 1),
        "years": 5,
        "bases": ["officers"],
    }
    return gather(**{**asked, **changes})  # type: ignore[arg-type]


def test_the_number_of_queries_does_not_grow(
    book: list[Client], uma: object, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    saved_judgement(book[0], uma)  # type: ignore[arg-type]
    with django_assert_num_queries(QUERIES):
        assert len(read(book[0]).clients) == 4
    for at in range(12):
        other = ClientFactory(carrier=book[0].carrier)
        insured(other)
        claim(other, "C-1", 1000 * at, date(2025, 1, 1))
        saved_judgement(other, uma)  # type: ignore[arg-type]
    with django_assert_num_queries(QUERIES):
        assert len(read(book[0]).clients) == 16


def test_claims_are_valued_on_the_day(alder: Client) -> None:
    insured(alder)
    claim(alder, "C-1", 5_000, date(2025, 1, 1), posted_on=date(2026, 5, 1))
    claim(alder, "C-2", 7_000, date(2025, 1, 1), posted_on=date(2026, 9, 30))
    assert read(alder).claims.total.tolist() == [5_000, 7_000]
    assert read(alder, as_of=date(2026, 9, 29)).claims.total.tolist() == [5_000]
    assert read(alder, known_at=datetime(2020, 1, 1, tzinfo=UTC)).clients == ()


def test_another_line_is_left_out(alder: Client) -> None:
    insured(alder)
    claim(alder, "E-1", 5_000, date(2025, 1, 1), line="EPL")
    assert read(alder).claims.ids.size == 0
    assert read(alder, line="EPL").clients == ()


def test_a_claim_without_any_date_has_no_day(alder: Client) -> None:
    insured(alder)
    claim(alder, "C-1", 5_000, None)
    assert np.array_equal(read(alder).claims.occurred, [0])


def test_the_limit_rated_is_that_for_each_wrongful_act(alder: Client) -> None:
    insured(alder, limit=2_000_000, retention=25_000)
    part = read(alder).expiring[alder.pk]
    assert (part.limit, part.retention, part.premium) == (2_000_000, 25_000, 90_000)


def test_without_a_limit_on_record_there_is_none(alder: Client) -> None:
    insured(alder, limit=None)
    assert read(alder).expiring[alder.pk].limit is None


def test_the_latest_policy_of_the_line_counts(alder: Client) -> None:
    insured(alder, ends_on=date(2025, 10, 1), premium=1)
    later = insured(alder, officers=0, premium=2)
    part = read(alder).expiring[alder.pk]
    assert (part.premium, part.ends_on) == (2, later.ends_on)


@pytest.mark.parametrize(
    ("retro", "year"),
    [
        (None, 99),
        (date(2026, 10, 1), 1),
        (date(2025, 10, 1), 2),
        (date(2025, 10, 2), 1),
        (date(2027, 1, 1), 1),
    ],
)
def test_the_year_of_claims_made_cover(retro: date | None, year: int) -> None:
    part = ExpiringPart(
        policy="P",
        starts_on=date(2025, 10, 1),
        ends_on=date(2026, 10, 1),
        limit=None,
        retention=Decimal(0),
        claims_made=True,
        retro_date=retro,
        premium=None,
    )
    assert part.claims_made_year(date(2026, 10, 1)) == year


def test_occurrence_cover_has_no_such_year(alder: Client) -> None:
    insured(alder, trigger=Trigger.OCCURRENCE)
    assert read(alder).expiring[alder.pk].claims_made_year(AS_OF) is None


def test_of_entries_the_last_that_holds_counts_and_none_takes_back(
    alder: Client, uma: object
) -> None:
    insured(alder)
    for value in ("-0.01", "-0.02"):
        saved_judgement(alder, uma, value=value)  # type: ignore[arg-type]
    saved_judgement(alder, uma, value="0.05", holds_from=date(2027, 1, 1))  # type: ignore[arg-type]
    saved_judgement(alder, uma, key="cameras")  # type: ignore[arg-type]
    saved_judgement(alder, uma, key="cameras", value=None)  # type: ignore[arg-type]
    [entered] = of_kind(read(alder).judged[alder.pk], JudgementKind.SCHEDULE)
    assert (entered.key, entered.value) == ("training", Decimal("-0.02"))


def test_the_expiring_factor_is_that_of_the_worksheet_kept_last(
    book: list[Client], uma: User
) -> None:
    begins = date(2025, 10, 1)
    asked = {"by": uma, "client_code": "alder-falls"}
    assert read(book[0]).expired is None
    assert read(book[0], swings=True).expired == {}
    for as_of, effective_on in (
        (date(2025, 10, 10), date(2025, 3, 1)),  # the term before
        (date(2026, 3, 1), begins),
        (date(2026, 8, 31), begins),
        (AS_OF, date(2026, 10, 1)),  # the term that is rated
    ):
        keep_worksheet(as_of=as_of, effective_on=effective_on, **asked)
    last = Worksheet.objects.get(as_of=date(2026, 8, 31))
    [expired] = (read(book[0], swings=True).expired or {}).values()
    assert (expired.worksheet, expired.effective_on) == (last.pk, begins)
    assert str(expired.factor) == json.loads(last.body)["result"]["modification"]
    assert read(book[0], swings=True, effective_on=begins).expired == {}
