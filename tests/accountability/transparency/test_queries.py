"""What the public reads: only what is switched on, and nothing that tells whether there is more."""

from typing import Any

import pytest
from django.core.cache import cache

from accountability.transparency.actions import publish
from accountability.transparency.queries import decided, public_page, public_table, table_rows
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from tests.accountability.transparency.test_data_sets import furnish

pytestmark = pytest.mark.django_db

KEY = "allegations-by-category"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def switch(chief: User, *, shown: bool, **given: Any) -> None:
    asked = {"client_code": "alder-falls", "data_set": KEY, **given}
    publish(by=chief, shown=shown, **asked)


def test_nothing_is_there_until_it_is_switched_on_and_once_it_is_off(
    alder: Client, chief: User
) -> None:
    furnish(alder)
    answers = []
    for code in ("alder-falls", "no-such-place"):
        with pytest.raises(NotFound) as refused:
            public_page(code=code)
        answers.append(str(refused.value))
    assert answers[0] == answers[1]
    switch(chief, shown=True)
    assert [table.data_set.key for table in public_page(code="alder-falls").tables] == [KEY]
    with pytest.raises(NotFound):
        public_table(code="alder-falls", data_set="force-by-level")
    switch(chief, shown=False)
    for ask in (public_page, public_table):
        with pytest.raises(NotFound):
            ask(code="alder-falls", **({"data_set": KEY} if ask is public_table else {}))


def test_a_table_has_words_for_what_is_held_back(alder: Client, chief: User) -> None:
    furnish(alder)
    switch(chief, shown=True, dictionary="Ours.")
    page, shown = public_table(code="alder-falls", data_set=KEY)
    rows = table_rows(shown)
    assert rows[-1][0] == "Total"
    cells = {cell for row in rows for cell in row[1:]}
    assert {cell for cell in cells if isinstance(cell, str)} <= {"fewer than 10", "withheld"}
    assert (shown.dictionary, page.name) == ("Ours.", alder.name)


def test_a_second_look_counts_nothing_anew(
    alder: Client, chief: User, django_assert_num_queries: Any
) -> None:
    switch(chief, shown=True)
    public_page(code="alder-falls")
    with django_assert_num_queries(1):
        public_page(code="alder-falls")


def test_what_was_decided_is_told_to_the_department_only(
    alder: Client, chief: User, rita: User, ana: User
) -> None:
    switch(chief, shown=True)
    by_key = {each.data_set.key: each for each in decided(by=rita, client_code="alder-falls")}
    assert (by_key[KEY].shown, by_key[KEY].versions) == (True, 1)
    assert by_key["force-by-level"].at is None
    with pytest.raises(PermissionDenied):
        decided(by=ana, client_code="alder-falls")
