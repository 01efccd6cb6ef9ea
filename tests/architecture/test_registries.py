"""Tables in code are documented from code: every entry stands in docs/reference."""

from pathlib import Path

import pytest

from riskcore.access.rules import RULES
from riskcore.factors.registry import EXHIBITS, FACTORS
from riskcore.imports.kinds import FILE_KINDS
from riskcore.jobs.kinds import KINDS
from riskcore.reports.sections import SECTIONS
from riskcore.synthetic.registry import PARTS
from tests.architecture.source import ROOT

REFERENCE = ROOT / "docs" / "reference"
REGISTRIES = {
    "permissions.md": RULES,
    "risk-factors.md": FACTORS,
    "exhibits.md": EXHIBITS,
    "file-kinds.md": FILE_KINDS,
    "job-kinds.md": KINDS,
    "report-sections.md": SECTIONS,
    "synthetic-parts.md": PARTS,
}


@pytest.mark.parametrize("page", REGISTRIES)
def test_every_entry_is_documented(page: str) -> None:
    text = (REFERENCE / page).read_text()
    entries = list(REGISTRIES[page])
    assert entries, f"The registry behind {page} is empty."
    missing = [entry.key for entry in entries if f"`{entry.key}`" not in text]
    assert not missing, f"{page} lacks {missing}; run 'make reference'."


def test_every_factor_has_a_unit_a_definition_and_a_source() -> None:
    for factor in FACTORS:
        assert factor.unit.key
        assert len(factor.definition) > 40, f"{factor.key}: the definition is no sentence."
        assert factor.source, f"{factor.key} has no source."


def test_every_permission_named_by_an_entry_is_in_the_rule_table() -> None:
    named = {kind.permission for kind in FILE_KINDS} | {f.open_to for f in FACTORS if f.open_to}
    assert named <= set(RULES.keys())


def test_every_section_template_exists() -> None:
    for section in SECTIONS:
        found = [*ROOT.glob(f"*/templates/{section.template}")]
        assert found, (
            f"Section {section.key} names a template that is not there: {section.template}."
        )


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_decision_names_what_was_rejected() -> None:
    for path in (ROOT / "docs" / "decisions").glob("0*.md"):
        assert "## Rejected" in path.read_text(), f"{Path(path).name} names no rejected option."
