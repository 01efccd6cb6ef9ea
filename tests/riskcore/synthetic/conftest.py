"""One small synthetic book, built once for the tests of a module that read it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from riskcore.access.scoping import system_user
from riskcore.synthetic.actions import build_book
from riskcore.synthetic.registry import Plan

PLAN = Plan(clients=15)


@pytest.fixture(scope="module")
def _one_book(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, int]]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_book(by=system_user(), plan=PLAN, report=lambda *_: None)
        transaction.set_rollback(True)


@pytest.fixture
def counts(_one_book: dict[str, int], db: None) -> dict[str, int]:
    """How many of each noun the book was said to hold; the book itself is in the database."""
    return _one_book
