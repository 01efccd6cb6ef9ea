"""A mapping's text says what it means or names the key that is wrong."""

import pytest

from riskcore.errors import InvalidInput
from riskcore.exposures_file_kind import EXPOSURES
from riskcore.imports.mapping import Repeated, TotalsRow, Unmapped, Unpivot
from riskcore.imports.mapping_text import parse
from tests.riskcore.imports.conftest import TOY

FULL = """
name = "full"
kind = "toy"
skip_lines = 2
header_row = 4
header_rows = 2
header_fill = true
sheet = "Data"
delimiter = "tab"
encoding = "windows-1252"
key = ["number"]
repeated = "sum"
totals_row = "ignore"
ignore_columns = ["Remarks"]
ignore_rows = ["Printed"]
[columns]
number = "Claim"
paid = ["Indemnity", "Expense"]
[constants]
people = 5
litigated = false
day = 2024-01-02
[dates]
formats = ["%d.%m.%Y"]
[sentinels]
"*" = "N/A"
closed = ["0/0/0000"]
[money]
decimal = ","
[codes.status]
"Still  Open" = "open"
default = "closed"
[derive.day]
from = "closed"
"""


def test_every_key_is_read() -> None:
    mapping = parse(FULL, TOY)
    reading = mapping.reading
    assert (reading.skip_lines, reading.header_row, reading.header_rows) == (2, 4, 2)
    assert (reading.header_fill, reading.sheet, reading.delimiter) == (True, "Data", "\t")
    assert (reading.encoding, reading.decimal_mark) == ("windows-1252", ",")
    assert mapping.columns == {"number": ("Claim",), "paid": ("Indemnity", "Expense")}
    assert mapping.constants == {"people": "5", "litigated": "no", "day": "2024-01-02"}
    assert mapping.sentinels_of("closed") == ("N/A", "0/0/0000")
    assert mapping.codes["status"].words == {"still open": "open"}
    assert mapping.codes["status"].unmapped is Unmapped.DEFAULT
    assert mapping.derive["day"].is_copy
    assert (mapping.repeated, mapping.totals_row) == (Repeated.SUM, TotalsRow.IGNORE)
    assert mapping.headers() == ("Claim", "Indemnity", "Expense")
    assert mapping.text == FULL


def test_words_of_a_crosswalk_may_stand_in_a_table_of_their_own() -> None:
    text = '[columns]\nnumber = "N"\n[codes.status.words]\n"default" = "open"\n'
    assert parse(text, TOY).codes["status"].words == {"default": "open"}


def test_columns_turned_into_rows() -> None:
    text = (
        '[columns]\nmonth = "M"\n[unpivot]\nnames = "base"\nvalues = "quantity"\n'
        '[unpivot.columns]\nofficers = "FTE"\n'
    )
    assert parse(text, EXPOSURES).unpivot == Unpivot(
        names="base", values="quantity", columns={"officers": "FTE"}
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "is not TOML"),
        ("colour = 1", "unknown key 'colour'"),
        ("kind = 'policies'", "for files of kind 'policies'"),
        ("name = 'x'", "reads no column"),
        ("[columns]\nprice = 'P'", "names the field 'price'"),
        ("[columns]\nnumber = 5", "must be text, or a list of texts"),
        ("columns = 5", "write it as [columns]"),
        ("header_row = 0\n[columns]\nnumber = 'N'", "from 1"),
        ("header_rows = 9\n[columns]\nnumber = 'N'", "from 1 to 3"),
        ("skip_lines = 'two'\n[columns]\nnumber = 'N'", "whole number"),
        ("skip_lines = 3\nheader_row = 2\n[columns]\nnumber = 'N'", "skip_lines = 3 skips"),
        ("header_fill = 1\n[columns]\nnumber = 'N'", "true or false"),
        ("delimiter = '#'\n[columns]\nnumber = 'N'", "comma, semicolon, tab, bar"),
        ("encoding = 'klingon'\n[columns]\nnumber = 'N'", "utf-8"),
        ("totals_row = 'maybe'\n[columns]\nnumber = 'N'", "check, ignore, none"),
        ("repeated = 'sum'\n[columns]\nnumber = 'N'", "add key"),
        ("repeated = 'mean'\n[columns]\nnumber = 'N'", "sum, first, last, refuse"),
        ("key = ['price']\n[columns]\nnumber = 'N'", "names the field 'price'"),
        ("[columns]\nnumber = 'N'\n[money]\ndecimal = ';'", "money.decimal is ';'"),
        ("[columns]\nnumber = 'N'\n[money]\nsign = '-'", "unknown key 'sign'"),
        ("[columns]\nnumber = 'N'\n[dates]\nformats = ['MM/DD']", "not a date format"),
        ("[columns]\nnumber = 'N'\n[codes.status]\nx = 'ajar'", "must be one of: open, closed"),
        ("[columns]\nnumber = 'N'\n[codes]\nstatus = 'x'", "must be a table"),
        (
            "[columns]\nnumber = 'N'\n[codes.status]\nunmapped = 'default'",
            "names no default",
        ),
        ("[columns]\nnumber = 'N'\n[codes.status]\nwords = 1", "must be a table"),
        ("[columns]\nnumber = 'N'\n[derive.status]\nempty = 'x'", "from which field"),
        ("[columns]\nnumber = 'N'\n[derive.status]\nfrom = 'price'", "names the field 'price'"),
        ("[columns]\nnumber = 'N'\n[unpivot]\nnames = 'number'\nvalues = 'paid'", "word = header"),
        ("[columns]\nnumber = 'N'\n[constants]\npaid = [1]", "must be text, a number"),
        ("#" * 100_001, "at most 100,000"),
    ],
)
def test_a_mistake_is_named_in_one_sentence(text: str, says: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(text, TOY)
    assert says in caught.value.message
    assert caught.value.message.startswith(("The mapping", "In the mapping, "))
    assert caught.value.message.rstrip().endswith((".", ")"))
