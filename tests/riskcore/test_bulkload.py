"""Rows arrive by the bulk path as they would by the ORM, under ids known beforehand."""

import pytest

from riskcore.access.models import Organisation
from riskcore.bulkload import insert_rows, reserve_ids
from tests.factories.riskcore import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_reserved_ids_follow_the_highest_one() -> None:
    last = OrganisationFactory().pk
    assert reserve_ids(Organisation, 3) == range(last + 1, last + 4)


def test_the_next_ordinary_row_comes_after_the_reserved_ones() -> None:
    ids = reserve_ids(Organisation, 2)
    rows = [(pk, "client", f"Body {pk}", "2026-01-01T00:00:00+00:00") for pk in ids]
    assert insert_rows(Organisation, ["id", "kind", "name", "created_at"], rows) == 2
    assert OrganisationFactory().pk == ids[-1] + 1


def test_reserving_none_changes_nothing() -> None:
    first = reserve_ids(Organisation, 0)
    assert list(first) == []
    assert OrganisationFactory().pk >= first.start
