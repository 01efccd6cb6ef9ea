"""Who sees the queue of words; what it holds is tried in ``test_actions``."""

import pytest

from accountability.words.queries import word_queue
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import PermissionDenied
from tests.factories.accountability import AllegationFactory

pytestmark = pytest.mark.django_db


def test_the_most_frequent_comes_first_and_insurers_see_none(
    alder: Client, ivy: User, uma: User
) -> None:
    for words in ("Rare", "Often", "Often"):
        AllegationFactory(complaint__client=alder, category="UNKNOWN", category_as_recorded=words)
    queue = word_queue(by=ivy, client_code=alder.code)
    assert [(word.words, word.rows) for word in queue.waiting] == [("Often", 2), ("Rare", 1)]
    with pytest.raises(PermissionDenied):
        word_queue(by=uma, client_code=alder.code)
