"""Problems are counted to the last and kept up to a bound."""

from riskcore.imports.findings import KEPT, SHOWN, Findings, cell_problem, file_problem, shorten


def test_every_problem_is_counted_and_a_thousand_are_kept() -> None:
    findings = Findings()
    rows = list(range(2, 2 + 3 * KEPT))
    findings.add_cells(rows=rows, column="Paid", values=["x"] * len(rows), rule="r", ends="is bad.")
    findings.add_cells(rows=[9_999], column="Paid", values=[None], rule="r", ends="is bad.")
    assert (findings.count, len(findings.kept)) == (3 * KEPT + 1, KEPT)
    assert findings.rejected == {*rows, 9_999}


def test_problems_stand_in_order_the_files_own_first() -> None:
    findings = Findings()
    findings.add(cell_problem(row=5, column="B", value="x", rule="r", ends="is bad."))
    findings.add(cell_problem(row=5, column="A", value="", rule="r", ends="is empty."))
    findings.add(file_problem(rule="f", message="The file is bad."))
    assert [(p.row, p.column) for p in findings.in_order()] == [(0, ""), (5, "A"), (5, "B")]
    assert findings.rejected == {5}
    assert [p.rule for p in findings.of_file] == ["f"]


def test_a_sentence_names_row_column_and_value() -> None:
    problem = cell_problem(row=7, column="Paid", value="abc", rule="r", ends="is not an amount.")
    assert problem.message == "Row 7, column 'Paid': 'abc' is not an amount."


def test_long_values_are_shortened_and_notes_said_once() -> None:
    assert len(shorten("x" * 500)) == SHOWN
    findings = Findings()
    for sentence in ("a", "a", ""):
        findings.note(sentence)
    assert findings.notes == ["a"]
