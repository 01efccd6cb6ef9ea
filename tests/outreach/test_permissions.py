import pytest

from riskcore.access.models import User
from riskcore.clients import queries
from riskcore.clients.models import Client

MAY = {
    "outreach.view_book_effect": {"ana", "uma", "ben", "dee"},
    "outreach.view": {"ana", "uma", "ben", "dee", "rita", "lee", "chief"},
    "outreach.submit": {"rita", "lee", "chief"},
    "outreach.partner_contacts": {"rita", "lee", "chief"},
    "outreach.review": {"ana"},
    "outreach.open_evidence": {"ana", "ben", "rita", "lee", "chief"},
    "import.outreach": {"dee", "rita", "lee", "chief"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("permission", MAY)
def test_who_may(permission: str, alder: Client, request: pytest.FixtureRequest) -> None:
    cast = ["ana", "uma", "ben", "cal", "dee", "rita", "lee", "chief"]
    people: dict[str, User] = {name: request.getfixturevalue(name) for name in cast}
    may = {
        name
        for name, person in people.items()
        if queries.can(by=person, permission=permission, client=alder)
    }
    assert may == MAY[permission]
