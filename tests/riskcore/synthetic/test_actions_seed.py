"""A book follows from its seed alone."""

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.losses.models import LossTransaction
from riskcore.synthetic.actions import build_book
from riskcore.synthetic.registry import PARTS, BookContext, Part, Plan


def test_the_same_seed_draws_the_same_book_and_another_seed_another(house: User) -> None:
    class Undo(Exception):
        """Ends a trial book."""

    def stop(context: BookContext) -> dict[str, int]:
        rows = LossTransaction.objects.order_by("id").values_list("posted_on", "amount")
        books.append((list(Client.objects.order_by("id").values_list("code", "state")), list(rows)))
        raise Undo

    books: list[object] = []
    with PARTS.registered_temporarily(Part(key="stop", label="Stop", order=45, build=stop)):
        for seed in (1, 1, 2):
            with pytest.raises(Undo):
                build_book(
                    by=house, plan=Plan(clients=3, years=3, seed=seed), report=lambda *_: None
                )
    assert not Client.objects.exists()
    assert books[0] == books[1] != books[2]
