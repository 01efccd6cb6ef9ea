"""The client that the demonstration shows."""

import pytest

from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.synthetic.queries import showcase
from tests.factories.riskcore import ClientFactory


def test_it_is_the_first_of_the_synthetic_book(alder: Client) -> None:
    for code in ("zinnia", "aster"):
        ClientFactory(code=code, synthetic=True)
    assert showcase() == "zinnia"


def test_without_a_book_there_is_none(alder: Client) -> None:
    with pytest.raises(NotFound, match="synthetic_book"):
        showcase()
