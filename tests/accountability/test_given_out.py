"""What measures of one build share is read once, for the five years given out."""

from datetime import date
from typing import Any

import pytest

from accountability.given_out import allegations_of, book_of, counts_of, filled_of
from riskcore.clients.models import Client
from riskcore.factors.registry import Peer, Scope, Window
from tests.factories.accountability import AllegationFactory, ComplaintFactory

pytestmark = pytest.mark.django_db


def test_each_is_read_once_for_the_period_given_out(
    alder: Client, django_assert_num_queries: Any
) -> None:
    AllegationFactory(complaint=ComplaintFactory(client=alder, received_on=date(2023, 5, 1)))
    peer = Peer(id=alder.pk, code=alder.code, kind=alder.kind, state=alder.state)
    scope, window = Scope(peers=(peer,)), Window(as_of=date(2025, 8, 15))
    assert book_of(scope, window).period.last_day == date(2025, 6, 30)
    with django_assert_num_queries(5):
        for _ in range(2):
            assert counts_of(scope, window)[alder.pk].in_period == 1
            assert sum(map(len, allegations_of(scope, window)[alder.pk].values())) == 1
            assert filled_of(scope, window)[alder.pk].required == 7
