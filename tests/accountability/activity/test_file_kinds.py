"""The kinds of file are for those who send complaints, and say what their rows are."""

import pytest

from accountability.permissions import PERSONAL_FILES
from riskcore.imports.kinds import FILE_KINDS


@pytest.mark.parametrize("key", ["officer-months", "stops", "activity"])
def test_a_department_sends_it(key: str) -> None:
    kind = FILE_KINDS.get(key)
    assert kind.permission == "import.complaints"
    assert kind.row_means


def test_files_about_single_people_are_closed_in_the_record_of_acts() -> None:
    assert {"officer-months", "stops"} <= PERSONAL_FILES
    assert "activity" not in PERSONAL_FILES
