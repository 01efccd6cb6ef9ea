"""Every kind of bad file gives a sentence with row and column, changes nothing and is kept."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports import actions
from riskcore.imports.kinds import FileKind
from riskcore.imports.models import ImportBatch
from tests.riskcore.imports.conftest import Send, batch_of, rules, workbook

GOOD = "Number,Day,Paid\nA1,2024-01-05,100.00\nA2,2024-02-05,200.50\n"
MAPPING = """
name = "toy"
[columns]
number = "Number"
day = "Day"
paid = "Paid"
"""


def with_cell(**cells: str) -> str:
    row = {"Number": "A1", "Day": "2024-01-05", "Paid": "1"} | cells
    quoted = ",".join(f'"{value}"' for value in row.values())
    return f"{','.join(row)}\n{quoted}\n"


def test_a_good_file_is_committed(send: Send, written: list[pl.DataFrame]) -> None:
    outcome = send(GOOD, commit=True)
    assert (outcome.status, outcome.rows, outcome.created) == ("committed", 2, 2)
    assert outcome.totals == {"paid": Decimal("300.50")}
    assert written[0]["row"].to_list() == [2, 3]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"%PDF-1.7\n1 0 obj", "is a PDF", id="a PDF renamed .csv"),
        pytest.param(b"\x89PNG\r\n\x1a\n....", "PNG picture", id="a picture renamed .csv"),
        pytest.param(b"\xd0\xcf\x11\xe0....", "old Excel", id="an old workbook"),
        pytest.param(b"<html><table></table></html>", "web page", id="a web page named .xls"),
        pytest.param(b"a,b\n\x00\x01\x02,3\n", "not text", id="binary"),
        pytest.param(b"PK\x03\x04broken", "damaged", id="a broken archive"),
    ],
)
def test_what_is_no_table_is_refused_and_kept(send: Send, content: bytes, says: str) -> None:
    outcome = send(content)
    assert outcome.status == "refused"
    assert says in outcome.reason
    batch = batch_of(outcome)
    with batch.file.open("rb") as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        pytest.param("Number,Day,Paid\n", "file.no_rows", id="headers only"),
        pytest.param("just one line of words\nand another\n", "file.not_a_table", id="prose"),
        pytest.param(
            "Dear all, here is it\nthe file, as you asked, at last\nbye\n",
            "mapping.incomplete",
            id="prose with commas",
        ),
        pytest.param('Number,Day\nA1,"never closed\nA2,x\n', "file.quotes", id="open quotation"),
        pytest.param(
            b"Number,Note\nA1," + "日本語テキスト".encode("shift-jis") + b"\n",
            "file.encoding",
            id="wrong encoding",
        ),
        pytest.param(
            "Number,Note\nA1,é\n".encode() + "A2,é\n".encode("cp1252"),
            "file.encoding",
            id="two encodings in one file",
        ),
    ],
)
def test_what_cannot_be_read_is_held_with_its_reason(
    send: Send, content: str | bytes, rule: str
) -> None:
    outcome = send(content, commit=True)
    assert outcome.status == "held"
    assert rule in {problem.rule for problem in outcome.problems}
    assert batch_of(outcome).reason == outcome.reason != ""


def test_prose_is_held_under_a_mapping_too(send: Send) -> None:
    outcome = send("Dear all, here is it\nthe file, as you asked, at last\n", MAPPING)
    assert rules(outcome)[0][2] == "mapping.header_unknown"


def test_windows_1252_is_read_where_it_is_plausible(
    send: Send, written: list[pl.DataFrame]
) -> None:
    send("Number,Note\nA1,José Peña – “yes”\n".encode("cp1252"), commit=True)
    assert written[0]["note"].to_list() == ["José Peña – “yes”"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters_are_found_out(
    send: Send, written: list[pl.DataFrame], encoding: str, delimiter: str
) -> None:
    text = "Number,Paid,Note\nA1,5,Müller\nA2,6,b\n".replace(",", delimiter)
    assert send(text.encode(encoding), commit=True).status == "committed"
    assert written[0]["note"].to_list() == ["Müller", "b"]


def test_title_lines_are_stepped_over(send: Send, written: list[pl.DataFrame]) -> None:
    outcome = send("Loss run of Alder Falls,,\n,,\n" + GOOD, commit=True)
    assert outcome.status == "committed"
    assert written[0]["row"].to_list() == [4, 5]


def test_two_header_rows_are_joined(send: Send, written: list[pl.DataFrame]) -> None:
    content = "Claim,,Total\nNumber,Day,Paid\nA1,2024-01-05,5\n"
    assert send(content, commit=True).status == "committed"
    assert written[0]["paid"].to_list() == [Decimal("5.00")]


@pytest.mark.parametrize("label", ["Total", "Grand Total:", "TOTALS", "Report total"])
def test_a_totals_row_is_compared_and_is_no_fact(
    send: Send, written: list[pl.DataFrame], label: str
) -> None:
    outcome = send(GOOD + f"{label},,300.50\n", commit=True)
    assert (outcome.status, outcome.rows) == ("committed", 2)
    assert outcome.printed_totals == {"paid": Decimal("300.50")}
    assert written[0]["number"].to_list() == ["A1", "A2"]


def test_a_totals_row_without_words_is_known_by_its_sum(send: Send) -> None:
    outcome = send(GOOD + ",,300.50\n", commit=True)
    assert (outcome.status, outcome.rows) == ("committed", 2)


def test_a_row_without_key_that_is_no_sum_is_rejected(send: Send) -> None:
    outcome = send(GOOD + ",,17.00\n", commit=True)
    assert outcome.status == "held"
    assert rules(outcome) == [(4, "", "row.without_key")]


def test_totals_that_disagree_hold_the_file_whatever_is_accepted(send: Send) -> None:
    outcome = send(GOOD + "Total,,999.00\n", commit=True, accept_rejected=True)
    assert outcome.status == "held"
    assert rules(outcome) == [(4, "Paid", "totals.disagree")]
    assert "300.50" in outcome.problems[0].message


def test_subtotals_are_compared_with_the_rows_since_the_last(send: Send) -> None:
    content = (
        "Number,Day,Paid\nA1,,100\nSubtotal,,100\nA2,,50\nA3,,25\nSubtotal,,75\nGrand total,,175\n"
    )
    outcome = send(content, commit=True)
    assert (outcome.status, outcome.rows) == ("committed", 3)


def test_repeated_numbers_are_reported_by_the_kind(send: Send) -> None:
    outcome = send("Number,Paid\nA1,1\nA1,2\nA3,3\n", commit=True)
    assert rules(outcome) == [(2, "Number", "toy.twice"), (3, "Number", "toy.twice")]
    assert outcome.rejected == 2


def test_the_same_file_twice_changes_nothing(send: Send, written: list[pl.DataFrame]) -> None:
    first = send(GOOD, commit=True)
    again = send(GOOD, commit=True)
    assert (again.status, again.created, again.unchanged) == ("unchanged", 0, 2)
    assert again.totals == first.totals
    assert len(written) == 1


@pytest.mark.parametrize("named", ["birch-county", "Birch County"])
def test_a_file_of_another_client_is_refused(
    send: Send, written: list[pl.DataFrame], named: str
) -> None:
    outcome = send(f"Client,Number\nAlder Falls,A1\n{named},A2\n", commit=True)
    assert outcome.status == "held"
    assert rules(outcome) == [(0, "Client code", "client.other")]
    assert not written


def test_a_file_that_names_this_client_is_taken(send: Send) -> None:
    outcome = send("Client,Number\nAlder Falls,A1\nalder-falls,A2\n", commit=True)
    assert outcome.status == "committed"


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("Day", "2024-02-31", "date.impossible"),
        ("Day", "02/30/2024", "date.impossible"),
        ("Day", "0/0/0000", "date.impossible"),
        ("Day", "soon", "date.unreadable"),
        ("Day", "2199-01-01", "date.future"),
        ("Day", "1850-01-01", "date.too_early"),
        ("Paid", "N/A", "money.unreadable"),
        ("Paid", "1,23", "money.unreadable"),
        ("Paid", "(-5)", "money.unreadable"),
        ("Paid", "99999999999999", "money.too_large"),
        ("People", "2.5", "whole.unreadable"),
        ("People", "-1", "number.negative"),
        ("Status", "pending", "code.unknown"),
        ("Litigated", "maybe", "yes_no.unknown"),
        ("Number", "", "required"),
        ("Note", "x" * 401, "text.too_long"),
        ("Note", "x" * 40_000, "cell.too_long"),
    ],
)
def test_a_bad_cell_is_told_with_row_column_and_value(
    send: Send, written: list[pl.DataFrame], column: str, value: str, rule: str
) -> None:
    outcome = send(with_cell(**{column: value}), commit=True, accept_rejected=True)
    assert (2, column, rule) in [*rules(outcome), *stray(rules(outcome), column, rule)]
    assert outcome.status == "held"
    assert all(f"ow {problem.row}" in problem.message for problem in outcome.problems)
    assert not written


def stray(found: list[tuple[int, str, str]], column: str, rule: str) -> list[tuple[int, str, str]]:
    """A row whose only key is missing is told as a row without a key."""
    return [(2, column, rule)] if (2, "", "row.without_key") in found else []


@pytest.mark.parametrize(
    ("value", "cents"),
    [
        ("$1,234.50", "1234.50"),
        ("(500)", "-500.00"),
        ("5684.799999999999", "5684.80"),
        ("500-", "-500.00"),
        ("500 CR", "-500.00"),
    ],
)
def test_money_as_people_write_it(
    send: Send, written: list[pl.DataFrame], value: str, cents: str
) -> None:
    send(with_cell(Paid=value), commit=True)
    assert written[0]["paid"].to_list() == [Decimal(cents)]


def test_sentinels_are_empty_cells(send: Send, written: list[pl.DataFrame]) -> None:
    mapping = (
        MAPPING
        + """
closed = "Closed"
status = "Status"
[sentinels]
closed = ["0/0/0000"]
"*" = ["N/A"]
[derive.status]
from = "closed"
empty = "open"
filled = "closed"
"""
    )
    content = "Number,Day,Paid,Closed,Status\nA1,1/5/2024,N/A,0/0/0000,\nA2,1/5/2024,5,1/6/2024,\n"
    assert send(content, mapping, commit=True).status == "committed"
    assert written[0]["status"].to_list() == ["open", "closed"]
    assert written[0]["paid"].to_list() == [None, Decimal("5.00")]


def test_newlines_in_cells_keep_the_line_where_the_record_begins(send: Send) -> None:
    content = 'Number,Note,Paid\nA1,"two\nlines",5\nA2,b,x\n'
    outcome = send(content)
    assert rules(outcome) == [(4, "Paid", "money.unreadable")]


def test_ragged_rows_are_told_and_trailing_blanks_are_not(send: Send) -> None:
    outcome = send("Number,Day,Paid\nA1,2024-01-05,5,,\nA2,5\nA3,2024-01-05,5,extra\n")
    assert [(row, rule) for row, _, rule in rules(outcome) if rule == "row.ragged"] == [
        (3, "row.ragged"),
        (4, "row.ragged"),
    ]


def test_good_rows_are_taken_without_the_bad_only_on_request(
    send: Send, written: list[pl.DataFrame]
) -> None:
    content = "Number,Paid\nA1,5\nA2,x\n"
    assert send(content, commit=True).status == "held"
    assert not written
    outcome = send(content, commit=True, accept_rejected=True)
    assert (outcome.status, outcome.created, outcome.rejected) == ("committed", 1, 1)


def test_a_huge_file_is_counted_not_kept(
    toy: FileKind, ana: User, alder: Client, tmp_path: Path
) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with huge.open("rb") as file:
        batch = actions.receive(
            by=ana, kind="toy", client_code=alder.code, file=file, file_name="huge.csv"
        )
    assert (batch.status, batch.size, batch.file.name) == ("refused", 200 * 1024 * 1024, "")
    assert "200.0 MB" in batch.reason


def test_more_rows_than_we_read_are_refused(
    send: Send, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.COMMONWARD, "IMPORT_MAX_ROWS", 1)  # type: ignore[attr-defined]
    assert rules(send(GOOD)) == [(0, "", "file.too_many_rows")]
    assert rules(send(workbook([["Number"], ["A1"], ["A2"]]))) == [(0, "", "file.too_many_rows")]


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        pytest.param(
            {"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b"<row/>" * 4_000_000},
            "times its size",
            id="millions of rows",
        ),
        pytest.param(
            {"xl/workbook.xml": b"", "xl/inner.zip": b"PK"}, "another archive", id="nested"
        ),
        pytest.param({"xl/workbook.xml": b"", "../../up": b""}, "unsafe name", id="path"),
        pytest.param({"word/document.xml": b""}, "ZIP archive", id="not a workbook"),
        pytest.param({"xl/workbook.xml": b"", "xl/vbaProject.bin": b""}, "macros", id="macros"),
        pytest.param(
            {"xl/workbook.xml": b"", **{f"xl/{n}.xml": b"" for n in range(1001)}},
            "parts",
            id="many parts",
        ),
    ],
)
def test_an_unsafe_workbook_is_refused(send: Send, parts: dict[str, bytes], says: str) -> None:
    outcome = send(zipped(parts), name="book.xlsx")
    assert outcome.status == "refused"
    assert says in outcome.reason


def with_sheet(xml: str) -> bytes:
    """A real workbook whose sheet is replaced."""
    source = zipfile.ZipFile(io.BytesIO(workbook([["Number", "Paid"], ["A1", 5]])))
    parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] = xml.encode()
    return zipped(parts)


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    "{}</sheetData></worksheet>"
)


def test_a_sheet_with_one_far_cell_is_refused_before_it_is_laid_out(send: Send) -> None:
    far = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="SF900000"><v>1</v></c></row>'
    )
    assert rules(send(with_sheet(SHEET.format(far)))) == [(0, "", "file.too_many_cells")]


def test_a_sheet_with_a_document_type_is_refused(send: Send) -> None:
    xml = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + SHEET.format("")
    assert rules(send(with_sheet(xml)))[0][2] in {"file.unsafe_archive", "file.damaged"}


def test_a_formula_cell_is_told(send: Send, written: list[pl.DataFrame]) -> None:
    rows = [["Number", "Paid"], ["A1", 5], ["A2", "=2+3"], ["A3", "#DIV/0!"]]
    outcome = send(workbook(rows), commit=True)
    assert (3, "Paid", "cell.formula") in rules(outcome)
    assert (4, "Paid", "cell.error") in rules(outcome)
    assert "paste values" in next(p.message for p in outcome.problems if p.row == 3)
    assert not written


def test_a_changed_stored_file_is_noticed(send: Send, ana: User) -> None:
    outcome = send(GOOD)
    batch = batch_of(outcome)
    with batch.file.storage.open(batch.file.name, "wb") as stored:
        stored.write(b"Number,Paid\nA1,1000000\n")
    held = actions.commit(by=ana, batch_id=outcome.batch)
    assert rules(held) == [(0, "", "import.file_changed")]
    assert ImportBatch.objects.get(pk=batch.pk).status == "held"
