"""The book reads confirmed links only, of the clients asked, in a number of queries that stays."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accountability.links.actions import decide
from accountability.links.book import LinkBook
from accountability.links.models import Link
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.accountability.links.conftest import Evening
from tests.factories.accountability import ComplaintFactory

PERIOD = Period(date(2021, 10, 1), date(2026, 10, 1))
AS_OF = date(2026, 9, 30)


def book(*clients: Client, known_at: datetime | None = None) -> LinkBook:
    return LinkBook(
        client_ids=[client.pk for client in clients], period=PERIOD, as_of=AS_OF, known_at=known_at
    )


def test_a_suggestion_counts_for_nothing(suggested: dict[str, Link], alder: Client) -> None:
    found = book(alder)
    assert (found.joined, found.stories, found.decided) == ([], {}, frozenset())
    [origin] = found.origins[alder.pk]
    assert (origin.complaint_on, origin.incurred) == (None, Decimal("20000.00"))


def test_a_confirmed_link_tells_where_a_claim_came_from(
    suggested: dict[str, Link], alder: Client, rita: User
) -> None:
    decide(by=rita, link_id=suggested["complaint-claim"].pk, verdict="confirmed")
    found = book(alder)
    assert found.decided == {alder.pk}
    [story] = found.stories[alder.pk]
    assert (story.received_on, story.claims_on) == (date(2023, 5, 9), (date(2023, 11, 2),))
    [origin] = found.origins[alder.pk]
    assert (origin.category, origin.tier, origin.stage) == ("UOF_EXC", 4, "final")
    assert found.had_time[alder.pk] == {0: 1, 12: 1, 24: 1, 36: 1}
    part = found.part([alder.pk])
    assert (len(part.valued), part.valued[0].incurred[-1]) == (1, Decimal("20000.00"))
    assert [year.last_day.year for year in part.years] == [2022, 2023, 2024, 2025, 2026]


def test_what_was_decided_later_was_not_known_then(
    suggested: dict[str, Link], alder: Client, rita: User
) -> None:
    before = timezone.now()
    decide(by=rita, link_id=suggested["complaint-claim"].pk, verdict="confirmed")
    assert book(alder, known_at=before).joined == []
    assert len(book(alder, known_at=before + timedelta(minutes=5)).joined) == 1


def test_the_number_of_queries_stays_with_more_clients(
    suggested: dict[str, Link], evening: Evening, alder: Client, birch: Client, rita: User
) -> None:
    decide(by=rita, link_id=suggested["complaint-claim"].pk, verdict="confirmed")
    ComplaintFactory(client=birch)

    def count(*clients: Client) -> int:
        with CaptureQueriesContext(connection) as queries:
            found = book(*clients)
            found.part([client.pk for client in clients])
            _ = found.decided
        return len(queries)

    assert count(alder) == count(alder, birch)
