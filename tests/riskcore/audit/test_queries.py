"""Reading the record of acts."""

import pytest

from riskcore.access.models import User
from riskcore.audit.actions import look, record
from riskcore.audit.queries import acts, acts_recorded, looks
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied


def test_looks_name_each_person_once_latest_first_and_not_the_reader(
    alder: Client, ana: User, uma: User, rita: User
) -> None:
    for user in (ana, uma, ana, rita):
        look(by=user, code=alder.code)
    assert [seen.who for seen in looks(by=rita, client=alder)] == ["Uma", "Ana"]


def test_insurers_do_not_learn_who_looked(alder: Client, ana: User) -> None:
    with pytest.raises(PermissionDenied):
        looks(by=ana, client=alder)


def test_a_look_at_what_one_may_not_see_is_not_found(alder: Client, cal: User) -> None:
    with pytest.raises(NotFound):
        look(by=cal, code=alder.code)


def test_those_who_may_not_read_the_record_see_their_own_acts(
    alder: Client, ana: User, uma: User, ben: User
) -> None:
    for user in (ana, uma):
        look(by=user, code=alder.code)
    assert [event.actor for event in acts(by=ana, client=alder)] == [ana]
    assert [event.actor for event in acts(by=ben, client=alder)] == [uma, ana]


def test_acts_are_counted_and_looks_are_not(alder: Client, ana: User) -> None:
    before = acts_recorded()
    look(by=ana, code=alder.code)
    assert acts_recorded() == before
    record(by=ana, verb="visit.planned", subject=alder, client=alder)
    assert acts_recorded() == before + 1
