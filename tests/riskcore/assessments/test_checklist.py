"""A checklist is read whole or refused with every fault."""

import pytest

from riskcore.assessments.checklist import HIGHEST, MEANINGS, Layer, parse
from riskcore.assessments.library import FOLDER, library
from riskcore.errors import InvalidInput

CELLS = "\n".join(f'{layer.value} = ["Is it so?", "A paper"]' for layer in Layer)
GOOD = f"""
label = "One task"
lines = ["LEL"]
effective_from = 2026-01-01

[[task]]
code = "force"
label = "Force"
basis = "Fourth Amendment"
{CELLS}
"""


def test_a_checklist_as_written() -> None:
    read = parse("one", GOOD)
    [task] = read.tasks
    assert (read.key, read.lines, task.code, task.lines) == ("one", ("LEL",), "force", ("LEL",))
    assert task.asked[Layer.LEGAL].proof == "A paper"
    assert read.cells == tuple(("force", layer) for layer in Layer)
    assert read.task("force") is task
    assert read.task("other") is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("label = ", "nothing = "), "it has no label"),
        (('lines = ["LEL"]', 'lines = ["XYZ"]'), "its lines are not some of"),
        (("2026-01-01", '"soon"'), "effective_from is not a date"),
        (('code = "force"', 'code = "for ce"'), "task for ce: its code"),
        (('basis = "Fourth Amendment"', 'basis = " "'), "no law or standard"),
        (('legal = ["Is it so?", "A paper"]', 'legal = ["Is it so?"]'), "legal is not [question"),
        (("[[task]]", "[task]"), "it has no [[task]] tables"),
        (("label =", "label"), "it is not TOML"),
    ],
)
def test_every_fault_is_named(change: tuple[str, str], fault: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse("one", GOOD.replace(*change))
    assert fault in refused.value.message


def test_a_task_stands_once() -> None:
    with pytest.raises(InvalidInput, match="task 'force' stands twice"):
        parse("one", GOOD + GOOD[GOOD.index("[[task]]") :])


def test_the_checklists_that_come_with_the_product() -> None:
    found = library()
    assert set(found) == {path.stem for path in FOLDER.glob("*.toml")}
    assert {key: len(one.cells) for key, one in found.items()} == {
        "law-enforcement-2026-1": 72,
        "management-2026-1": 36,
    }
    assert {line for one in found.values() for task in one.tasks for line in task.lines} == {
        *("LEL", "POL", "EPL", "ELL")
    }


def test_every_score_has_a_meaning_and_every_layer_a_name() -> None:
    assert len(MEANINGS) == HIGHEST + 1
    assert len({layer.label for layer in Layer}) == 6
