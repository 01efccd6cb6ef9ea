"""The fixed cast of every test, and a database that can be emptied although some rows are frozen."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import TransactionTestCase

from riskcore import guards
from riskcore.access.models import Organisation, OrganisationKind, Role, User
from riskcore.access.scoping import system_user
from riskcore.clients.models import Client, Department
from riskcore.rating import kept_book
from tests.factories.riskcore import (
    CarrierFactory,
    ClientFactory,
    DepartmentFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out the tests that touch no database: on a second one they prove nothing new",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    left_out = [item for item in items if not _touches_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if _touches_database(item)]


def _touches_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True, scope="session")
def _frozen_tables_may_be_emptied() -> Iterator[None]:
    """Tests that commit end with a flush, which the guards would refuse."""
    teardown = TransactionTestCase._fixture_teardown

    def without_guards(case: TransactionTestCase) -> None:
        connection = connections["default"]
        guards.remove(connection)
        try:
            teardown(case)
        finally:
            guards.install(connection)

    TransactionTestCase._fixture_teardown = without_guards
    yield
    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(autouse=True)
def _no_rated_book_is_kept() -> Iterator[None]:
    """Two tests may stand on the same number of acts with different books."""
    yield
    kept_book.forget()


def member(name: str, role: Role, organisation: Organisation) -> User:
    """A person with one role in one organisation."""
    user = UserFactory(username=name, first_name=name.capitalize())
    MembershipFactory(user=user, organisation=organisation, role=role)
    return user


@pytest.fixture
def house(db: None) -> User:
    """The house itself."""
    return system_user()


@pytest.fixture
def programme(db: None) -> Organisation:
    return OrganisationFactory(name="Programme", kind=OrganisationKind.ADMINISTRATOR)


@pytest.fixture
def alder(programme: Organisation) -> Client:
    """Alder Falls, the client nearly everybody works on."""
    return ClientFactory(
        code="alder-falls",
        name="Alder Falls",
        carrier=CarrierFactory(code="carrier-a", name="Carrier A"),
        administrator=programme,
    )


@pytest.fixture
def birch(db: None) -> Client:
    """Birch County, insured elsewhere: nobody of Alder Falls may see it."""
    return ClientFactory(
        code="birch-county",
        name="Birch County",
        kind="county",
        state="GA",
        carrier=CarrierFactory(code="carrier-b", name="Carrier B"),
    )


@pytest.fixture
def alder_police(alder: Client) -> Department:
    return DepartmentFactory(client=alder, name="Alder Falls Police Department")


@pytest.fixture
def ana(alder: Client) -> User:
    """Loss-control advisor of Alder Falls' carrier."""
    return member("ana", Role.ADVISOR, alder.carrier.organisation)


@pytest.fixture
def uma(alder: Client) -> User:
    """Underwriter of Alder Falls' carrier."""
    return member("uma", Role.UNDERWRITER, alder.carrier.organisation)


@pytest.fixture
def ben(alder: Client) -> User:
    """Auditor at Alder Falls' carrier: reads, writes nothing."""
    return member("ben", Role.AUDITOR, alder.carrier.organisation)


@pytest.fixture
def cal(birch: Client) -> User:
    """Advisor of another client's carrier: for him Alder Falls does not exist."""
    return member("cal", Role.ADVISOR, birch.carrier.organisation)


@pytest.fixture
def dee(programme: Organisation) -> User:
    """Administrator of the programme."""
    return member("dee", Role.ADMINISTRATOR, programme)


@pytest.fixture
def rita(alder: Client) -> User:
    """City risk manager of Alder Falls."""
    return member("rita", Role.RISK_MANAGER, alder.organisation)


@pytest.fixture
def lee(alder_police: Department) -> User:
    """Lieutenant who submits for the police department."""
    return member("lee", Role.SUBMITTER, alder_police.organisation)


@pytest.fixture
def ivy(alder_police: Department) -> User:
    """Investigator of the police department: works on cases, decides none."""
    return member("ivy", Role.INVESTIGATOR, alder_police.organisation)


@pytest.fixture
def chief(alder_police: Department) -> User:
    """Chief of the police department: reviews, sees single complaints."""
    return member("chief", Role.REVIEWER, alder_police.organisation)
