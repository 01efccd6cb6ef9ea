"""Every pair of state and verb of a received file."""

import pytest

from riskcore.imports.models import BatchStatus
from riskcore.imports.states import IMPORT

ALLOWED = {
    "preview": {"received", "previewed", "held"},
    "hold": {"received", "previewed", "held"},
    "commit": {"previewed", "held"},
    "take_back": {"committed"},
}


def test_the_states_are_those_of_the_table() -> None:
    assert set(IMPORT.states) == set(BatchStatus.values)
    assert set(IMPORT.steps) == set(ALLOWED)


@pytest.mark.parametrize("verb", ALLOWED)
@pytest.mark.parametrize("status", BatchStatus.values)
def test_every_pair(verb: str, status: str) -> None:
    assert IMPORT.can(verb, status) == (status in ALLOWED[verb])
