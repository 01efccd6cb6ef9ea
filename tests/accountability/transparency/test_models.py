"""A decision is a row; the last of each data set is in force, and a strange data set has no place."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accountability.transparency.models import Publication
from riskcore.access.models import User
from riskcore.clients.models import Client

pytestmark = pytest.mark.django_db


def test_the_last_row_of_each_data_set_is_in_force(
    alder: Client, birch: Client, chief: User
) -> None:
    def decide(client: Client, data_set: str, *, shown: bool) -> None:
        Publication.objects.create(
            client=client,
            data_set=data_set,
            shown=shown,
            recorded_at=timezone.now(),
            recorded_by=chief,
        )

    decide(alder, "complaints-by-year", shown=True)
    decide(alder, "force-by-level", shown=True)
    decide(birch, "complaints-by-year", shown=True)
    decide(alder, "complaints-by-year", shown=False)
    in_force = Publication.objects.in_force().order_by("id")
    assert [(row.client, row.data_set, row.shown) for row in in_force] == [
        (alder, "force-by-level", True),
        (birch, "complaints-by-year", True),
        (alder, "complaints-by-year", False),
    ]
    assert Publication.objects.visible_to(chief).count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        decide(alder, "names", shown=True)
