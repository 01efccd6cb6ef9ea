"""A rated book: Alder Falls with three towns beside it, a plan in force and two underwriters."""

import pytest

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.rating.models import RatingPlanVersion
from tests.conftest import member
from tests.factories import rated_book
from tests.factories.rating import active


@pytest.fixture
def una(uma: User) -> User:
    """A second underwriter of Alder Falls' carrier."""
    return member("una", Role.UNDERWRITER, uma.memberships.get().organisation)


@pytest.fixture
def in_force(uma: User, una: User) -> RatingPlanVersion:
    """The demonstration's plan for LEL, in force."""
    return active(by=uma, second=una)


@pytest.fixture
def book(alder: Client, in_force: RatingPlanVersion) -> list[Client]:
    return rated_book.book(alder)
