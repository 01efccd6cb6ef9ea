"""Who sees which assessment, what it is compared with, and the latest of many in fixed queries."""

from datetime import date

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.assessments.queries import latest_completed, of_client, read
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from tests.factories.assessments import completed, opened
from tests.factories.riskcore import ClientFactory

TODAY = date(2026, 11, 1)


def numbers(by: User, client: Client) -> list[str]:
    return [row.number for row in of_client(by=by, client_code=client.code)]


def test_an_open_one_is_its_own_sides_business(
    alder: Client, ana: User, uma: User, rita: User, chief: User
) -> None:
    ours = opened(alder, ana)
    theirs = opened(alder, rita, side="self")
    assert numbers(ana, alder) == [ours.number]
    assert numbers(uma, alder) == []
    assert numbers(rita, alder) == numbers(chief, alder) == [theirs.number]
    for by, row in ((ana, theirs), (rita, ours), (uma, ours)):
        with pytest.raises(NotFound):
            read(by=by, number=row.number)


def test_a_completed_one_is_seen_by_both_and_by_no_other_carrier(
    alder: Client, ana: User, rita: User, uma: User, cal: User
) -> None:
    row = completed(alder, ana)
    for by in (ana, rita, uma):
        assert read(by=by, number=row.number).mean == 3
    with pytest.raises(NotFound):
        read(by=cal, number=row.number)


def test_it_is_compared_with_the_one_before_and_with_the_other_side(
    alder: Client, ana: User, rita: User
) -> None:
    before = completed(alder, ana, on=date(2025, 9, 1), force__policy=1)
    own = completed(alder, rita, side="self", on=date(2026, 8, 1), force__policy=4)
    later = completed(alder, ana, on=date(2026, 10, 1))
    now = completed(alder, ana, on=date(2026, 9, 1), force__policy=2)
    view = read(by=ana, number=now.number)
    assert (view.previous, view.other) == (before, own)
    cell = view.cells[0]
    assert (cell.before, cell.value, cell.other) == (1, 2, 4)
    assert read(by=ana, number=later.number).previous == now
    with pytest.raises(NotFound, match="no task 'juggling'"):
        view.task("juggling")


def test_the_latest_of_many_clients_as_of_a_day_in_three_queries(
    alder: Client, ana: User, django_assert_num_queries: object
) -> None:
    others = [ClientFactory(carrier=alder.carrier) for _ in range(3)]
    for client in (alder, *others):
        completed(client, ana, on=date(2025, 9, 1))
        completed(client, ana, on=date(2026, 9, 1), force__policy=1)
        opened(client, ana, on=date(2026, 10, 1))
    ids = [client.pk for client in (alder, *others)]
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = latest_completed(client_ids=ids, as_of=TODAY)
    assert {key: [view.row.visited_on for view in views] for key, views in found.items()} == {
        pk: [date(2026, 9, 1)] for pk in ids
    }
    assert found[alder.pk][0].cells[0].before == 3
    [old] = latest_completed(client_ids=ids, as_of=date(2026, 1, 1))[alder.pk]
    assert (old.row.visited_on, old.previous) == (date(2025, 9, 1), None)


def test_what_was_not_yet_known_is_left_out(alder: Client, ana: User) -> None:
    before = timezone.now()
    completed(alder, ana)
    assert latest_completed(client_ids=[alder.pk], as_of=TODAY, known_at=before) == {}
    assert latest_completed(client_ids=[alder.pk], as_of=TODAY, known_at=timezone.now())
