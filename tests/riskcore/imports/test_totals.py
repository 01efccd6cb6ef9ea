"""Totals rows are compared with the rows above them, or with those since the total before."""

from decimal import Decimal

import polars as pl
import pytest

from riskcore.imports import totals
from riskcore.imports.mapping import Mapping, TotalsRow
from riskcore.imports.shaping import DATA, PERHAPS_TOTAL, ROLE, TOTAL
from tests.riskcore.imports.conftest import TOY

MAPPING = Mapping(name="m", kind="toy", columns={"number": ("Number",), "paid": ("Paid",)})


def frame(*lines: tuple[int, str | None]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "row": list(range(2, 2 + len(lines))),
            ROLE: [role for role, _ in lines],
            "paid": [Decimal(paid) if paid else None for _, paid in lines],
        },
        schema={"row": pl.Int64, ROLE: pl.Int8, "paid": pl.Decimal(38, 2)},
    )


@pytest.mark.parametrize(
    ("lines", "disagreeing"),
    [
        ([(DATA, "1"), (DATA, "2"), (TOTAL, "3")], []),
        ([(DATA, "1"), (TOTAL, "2")], [3]),
        ([(DATA, "1"), (TOTAL, "1"), (DATA, "2"), (TOTAL, "2"), (TOTAL, "3")], []),
        ([(DATA, "1"), (TOTAL, "1"), (DATA, "2"), (TOTAL, "4")], [5]),
        ([(DATA, "1"), (TOTAL, None)], []),
        ([(TOTAL, "0"), (DATA, None)], []),
    ],
)
def test_totals_tie_or_are_told(
    lines: list[tuple[int, str | None]], disagreeing: list[int]
) -> None:
    found = totals.compare(frame(*lines), kind=TOY, mapping=MAPPING)
    assert [problem.row for problem in found.problems] == disagreeing


def test_a_row_without_key_is_a_total_where_it_ties_and_a_stray_where_not() -> None:
    found = totals.compare(
        frame((DATA, "1"), (PERHAPS_TOTAL, "1"), (DATA, "2"), (PERHAPS_TOTAL, "7")),
        kind=TOY,
        mapping=MAPPING,
    )
    assert (found.rows, found.strays, found.problems) == ({3}, [5], [])


def test_totals_may_be_found_and_not_compared() -> None:
    loose = Mapping(name="m", kind="toy", columns=MAPPING.columns, totals_row=TotalsRow.IGNORE)
    found = totals.compare(frame((DATA, "1"), (TOTAL, "9")), kind=TOY, mapping=loose)
    assert (found.problems, found.printed) == ([], {"paid": Decimal("9.00")})


def test_control_totals_are_the_sums_of_money() -> None:
    data = frame((DATA, "1.25"), (DATA, "2.50"), (DATA, None))
    assert totals.control_totals(data, kind=TOY, mapping=MAPPING) == {"paid": Decimal("3.75")}
