"""What a mapping makes of rows: joined and summed columns, constants, words, rows from columns."""

from decimal import Decimal

import polars as pl

from tests.riskcore.imports.conftest import Send, rules


def test_columns_are_joined_or_summed(send: Send, written: list[pl.DataFrame]) -> None:
    mapping = (
        '[columns]\nnumber = ["Year", "No"]\npaid = ["Indemnity", "Expense"]\n'
        'day = ["Reported", "Entered"]\n'
    )
    content = (
        "Year,No,Indemnity,Expense,Reported,Entered\n"
        "24,1,10,2.50,,2024-01-02\n24,2,,,2024-01-03,2024-01-04\n"
    )
    assert send(content, mapping, commit=True).status == "committed"
    assert written[0]["number"].to_list() == ["24 1", "24 2"]
    assert written[0]["paid"].to_list() == [Decimal("12.50"), None]
    assert [str(day) for day in written[0]["day"]] == ["2024-01-02", "2024-01-03"]


def test_constants_fill_a_field(send: Send, written: list[pl.DataFrame]) -> None:
    mapping = '[columns]\nnumber = "No"\npaid = "P"\n[constants]\nstatus = "open"\npeople = 3\n'
    assert send("No,P\nA,1\n", mapping, commit=True).status == "committed"
    row = written[0].row(0, named=True)
    assert (row["status"], row["people"]) == ("open", 3)


def test_the_files_own_word_is_kept_beside_our_code(
    send: Send, written: list[pl.DataFrame]
) -> None:
    mapping = (
        '[columns]\nnumber = "No"\nstatus = "St"\n'
        '[codes.status]\n"Still going" = "open"\ndefault = "closed"\n'
    )
    send("No,St\nA,still  going\nB,Done!\nC,\n", mapping, commit=True)
    assert written[0]["status"].to_list() == ["open", "closed", None]
    assert written[0]["status_as_recorded"].to_list() == ["still  going", "Done!", None]


def test_rows_the_mapping_ignores_are_not_read(send: Send) -> None:
    mapping = 'ignore_rows = ["Printed on"]\n[columns]\nnumber = "No"\npaid = "P"\n'
    outcome = send("No,P\nA,1\nPrinted on Monday,\n", mapping, commit=True)
    assert (outcome.status, outcome.rows) == ("committed", 1)


def test_a_totals_row_may_be_ignored_or_not_looked_for(send: Send) -> None:
    columns = '[columns]\nnumber = "No"\npaid = "P"\n'
    content = "No,P\nA,1\nTotal,99\n"
    assert send(content, 'totals_row = "ignore"\n' + columns, commit=True).rows == 1
    assert send(content + "\n", 'totals_row = "none"\n' + columns, commit=True).rows == 2


def test_a_bad_cell_of_an_unpivoted_table_is_told_by_its_own_column(send: Send) -> None:
    mapping = (
        '[columns]\nmonth = "Month"\n[unpivot]\nnames = "base"\nvalues = "quantity"\n'
        '[unpivot.columns]\nofficers = "Sworn"\nstaff = "Civilian"\n'
    )
    content = "Month,Sworn,Civilian\n2024-01-01,10,x\n2024-02-01,,5\n"
    outcome = send(content, mapping, kind="exposures")
    assert rules(outcome) == [(2, "Civilian", "number.unreadable")]


def test_a_copy_is_taken_where_the_field_has_no_value_of_its_own(
    send: Send, written: list[pl.DataFrame]
) -> None:
    mapping = (
        '[columns]\nnumber = "No"\nday = "Day"\nclosed = "Closed"\n[derive.day]\nfrom = "closed"\n'
    )
    send("No,Day,Closed\nA,2024-01-01,2024-01-09\nB,,2024-01-09\n", mapping, commit=True)
    assert [str(day) for day in written[0]["day"]] == ["2024-01-01", "2024-01-09"]
