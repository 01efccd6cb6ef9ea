"""A change is written once, by whoever has read what stands."""

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput
from riskcore.recommendations.moving import change, required
from tests.factories.recommendations import recommendation


def test_a_change_counts_the_version_up_and_an_older_one_is_refused(
    alder: Client, ana: User, rita: User
) -> None:
    row = recommendation(client=alder, advisor=ana, manager=rita)
    change(row, version=1, status_reason="Seen.")
    assert (row.version, row.status_reason) == (2, "Seen.")
    with pytest.raises(Conflict, match="after you read it; nothing was done"):
        change(row, version=1, status_reason="Again.")
    row.refresh_from_db()
    assert row.status_reason == "Seen."


def test_a_reason_is_given_back_and_its_lack_told() -> None:
    assert required("Wider.", "supersede") == "Wider."
    with pytest.raises(InvalidInput, match="asked to supersede a recommendation without"):
        required("  ", "supersede")
