"""docs/reference says what the registries say."""

import pytest

from riskcore import reference
from riskcore.access.rules import RULES
from riskcore.factors.registry import EXHIBITS, FACTORS
from riskcore.imports.kinds import FILE_KINDS
from riskcore.jobs.kinds import KINDS
from riskcore.reports.sections import SECTIONS
from riskcore.synthetic.registry import PARTS

REGISTRIES = {
    "permissions.md": RULES,
    "risk-factors.md": FACTORS,
    "exhibits.md": EXHIBITS,
    "file-kinds.md": FILE_KINDS,
    "job-kinds.md": KINDS,
    "report-sections.md": SECTIONS,
    "synthetic-parts.md": PARTS,
}


def test_there_is_a_page_for_every_registry_and_one_for_the_lifecycles() -> None:
    assert {*REGISTRIES, "lifecycles.md"} <= set(reference.pages())


@pytest.mark.parametrize("name", REGISTRIES)
def test_a_page_names_every_entry_in_the_registrys_order(name: str) -> None:
    text = reference.pages()[name]
    assert "make reference" in text.splitlines()[0]
    places = [_place(text, entry.key) for entry in REGISTRIES[name]]
    assert places == sorted(places)


def _place(text: str, key: str) -> int:
    """Where the entry begins: a heading of its own, else a row. Fields of others may share its name."""
    heading = text.find(f"\n## `{key}`")
    return heading if heading >= 0 else text.index(f"\n| `{key}`")


def test_every_row_of_every_table_has_as_many_cells_as_its_head() -> None:
    for name, text in reference.pages().items():
        cells = 0
        for line in text.splitlines():
            if not line.startswith("|"):
                cells = 0
                continue
            counted = line.replace("\\|", "").count("|")
            assert counted == (cells or counted), f"{name}: {line}"
            cells = counted


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    assert reference._table(["a"], [["x | y"]]).splitlines()[-1] == "| x \\| y |"


def test_every_state_of_every_lifecycle_is_explained_and_drawn() -> None:
    text = reference.lifecycles()
    for lifecycle in (reference.JOB, reference.RECOMMENDATION, reference.REPORT):
        assert lifecycle.mermaid() in text
        for state, meaning in lifecycle.states.items():
            assert f"| {state} | {meaning} |" in text


def test_writing_twice_gives_the_same() -> None:
    assert reference.pages() == reference.pages()
