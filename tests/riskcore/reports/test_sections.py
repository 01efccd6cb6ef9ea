"""What every registered section promises to whoever assembles a report."""

from dataclasses import fields, is_dataclass
from typing import get_type_hints

import pytest

from riskcore.reports.sections import SECTIONS, Audience

RANGES = {
    "riskcore": [(0, 99), (100, 199), (400, 499), (900, 999)],
    "accountability": [(200, 299)],
    "outreach": [(300, 399)],
}


@pytest.mark.parametrize("key", SECTIONS.keys())
def test_a_section_gathers_a_frozen_dataclass_with_a_finding(key: str) -> None:
    content = get_type_hints(SECTIONS.get(key).gather)["return"]
    assert is_dataclass(content)
    assert content.__dataclass_params__.frozen  # type: ignore[union-attr]
    assert "finding" in {field.name for field in fields(content)}


@pytest.mark.parametrize("key", SECTIONS.keys())
def test_a_section_stands_in_the_range_of_its_package_and_has_readers(key: str) -> None:
    section = SECTIONS.get(key)
    package = section.gather.__module__.partition(".")[0]
    assert any(low <= section.order <= high for low, high in RANGES[package])
    assert section.template.startswith(f"{package}/reports/")
    assert section.audiences <= frozenset(Audience)
    assert section.audiences


def test_no_two_sections_claim_the_same_place_or_title() -> None:
    for of in ("order", "title"):
        claimed = [getattr(section, of) for section in SECTIONS]
        assert len(claimed) == len(set(claimed))
