"""Versions of the bank: added, never changed, in force from a day."""

from datetime import date

import pytest

from riskcore.access.models import User
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from riskcore.submissions.bank import COLUMNS
from riskcore.submissions.banks_on_file import BUILT_IN, bank, in_force, keys, load

TEXT = f"{','.join(COLUMNS)}\nENT-1,all,The entity,Population,number,people,,yes,,,,,2020-01-01\n"
DAY = date(2027, 1, 1)


def test_a_version_is_in_force_for_terms_from_its_day_on(uma: User) -> None:
    load(by=uma, key="next", effective_from=DAY, text=TEXT)
    assert keys() == [BUILT_IN, "next"]
    assert in_force(date(2026, 12, 31)).key == BUILT_IN
    assert in_force(DAY).key == "next"
    assert len(bank("next").questions) == 1
    with pytest.raises(NotFound, match="next"):
        bank("later")


@pytest.mark.parametrize("key", ["next", BUILT_IN])
def test_a_version_is_never_changed(uma: User, key: str) -> None:
    load(by=uma, key="next", effective_from=DAY, text=TEXT)
    with pytest.raises(Conflict, match="never changed"):
        load(by=uma, key=key, effective_from=DAY, text=TEXT)


def test_a_bad_bank_and_the_wrong_person_are_refused(uma: User, rita: User) -> None:
    with pytest.raises(InvalidInput):
        load(by=uma, key="next", effective_from=DAY, text="no bank")
    with pytest.raises(PermissionDenied):
        load(by=rita, key="next", effective_from=DAY, text=TEXT)
