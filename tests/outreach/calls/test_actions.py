import pytest

from outreach.calls.actions import map_calls
from outreach.calls.models import CallMapping
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, PermissionDenied

pytestmark = pytest.mark.django_db


def test_each_change_is_a_version_and_the_earlier_stays(lee: User, alder: Client) -> None:
    map_calls(by=lee, client_code=alder.code, kinds={"THEFT": "crime", "LOCKOUT": "help"})
    second = map_calls(by=lee, client_code=alder.code, kinds={"LOCKOUT": "", "STOP": "traffic"})
    assert (second.version, second.kinds) == (2, {"THEFT": "crime", "STOP": "traffic"})
    first = CallMapping.objects.get(version=1)
    assert first.kinds == {"THEFT": "crime", "LOCKOUT": "help"}


def test_nothing_new_an_unknown_kind_and_a_wrong_role_are_refused(
    lee: User, ana: User, alder: Client
) -> None:
    map_calls(by=lee, client_code=alder.code, kinds={"THEFT": "crime"})
    for kinds in ({"THEFT": "crime"}, {"STOP": "fun"}, {"": "crime"}, {"x" * 121: "crime"}):
        with pytest.raises(InvalidInput):
            map_calls(by=lee, client_code=alder.code, kinds=kinds)
    with pytest.raises(PermissionDenied):
        map_calls(by=ana, client_code=alder.code, kinds={"STOP": "traffic"})
    assert CallMapping.objects.count() == 1
