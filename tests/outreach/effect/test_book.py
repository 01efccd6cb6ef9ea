"""The book as a panel: sizes, starts with the first accepted initiative, and changed ways to
complain."""

from datetime import date

import pytest
from django.utils import timezone

from accountability.intake.models import IntakeAnswer
from outreach.effect.book import assess_book, book_panel, first_full_month, grounds
from outreach.effect.outcomes import OUTCOMES
from outreach.effect.panel import month_number
from riskcore.access.scoping import system_user
from riskcore.clients.models import Client
from riskcore.periods import Period
from tests.factories.effect import AS_OF, BEGAN, FIRST, accept, effect_book
from tests.factories.outreach import record

pytestmark = pytest.mark.django_db
PERIOD = Period(FIRST, date(2026, 10, 1))


def test_outreach_begins_with_the_first_accepted_initiative(alder: Client, lee: object) -> None:
    effect_book(alder, others=1, begun=1)
    by, now = system_user(), timezone.now()
    accept(alder, date(2024, 6, 5), by=by, now=now, strategy="S2")
    record(by, alder, starts_on=date(2023, 1, 1), title="Nobody accepted it")
    on = grounds(client_ids=list(Client.objects.values_list("pk", flat=True)), period=PERIOD)
    begun = on.begun[alder.pk]
    assert begun.month == month_number(date(2024, 7, 1))
    assert begun.strategies == {"S2"}
    assert sorted(on.codes.values()) == ["alder-falls", "town-00", "town-01"]
    book = book_panel(OUTCOMES.get("complaints"), on)
    assert book is not None
    assert book.panel.counts.shape == (3, 60)
    assert book.panel.starts.tolist() == [33, 39, 60]
    assert first_full_month(BEGAN) - month_number(FIRST) == 39
    assert book_panel(OUTCOMES.get("force"), on) is None
    assert assess_book(None, among=None) is None


def test_young_months_are_left_out_of_what_must_ripen(alder: Client) -> None:
    effect_book(alder, others=1, begun=0)
    on = grounds(client_ids=[alder.pk], period=PERIOD)
    ripe = book_panel(OUTCOMES.get("sustained"), on)
    assert ripe is not None
    assert ripe.panel.width == 51
    assert ripe.period.end == date(2026, 1, 1) < AS_OF


def answered(client: Client, question: str, answer: bool, day: date) -> None:
    IntakeAnswer.objects.create(
        client=client,
        question=question,
        answer=answer,
        answered_on=day,
        evidence="A page of the manual.",
        recorded_by=system_user(),
        recorded_at=timezone.now(),
    )


def test_a_changed_way_to_complain_is_marked_where_it_changed(alder: Client) -> None:
    effect_book(alder, others=1, begun=0)
    for month, question, answer in (
        *((1, "notary", False), (3, "notary", False), (4, "email", True), (5, "notary", True)),
    ):
        answered(alder, question, answer, date(2024, month, 9))
    book = book_panel(OUTCOMES.get("complaints"), grounds(client_ids=[alder.pk], period=PERIOD))
    assert book is not None
    assert [book.panel.month(at) for at in book.changed[0].nonzero()[0]] == ["2024-05"]
