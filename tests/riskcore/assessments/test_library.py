"""The library knows its checklists by key."""

import pytest

from riskcore.assessments.library import checklist
from riskcore.errors import NotFound


def test_a_version_is_found_by_its_key_and_another_is_not() -> None:
    assert checklist("law-enforcement-2026-1").lines == ("LEL",)
    with pytest.raises(NotFound, match=r"Known: law-enforcement-2026-1, management-2026-1\."):
        checklist("no-such")
