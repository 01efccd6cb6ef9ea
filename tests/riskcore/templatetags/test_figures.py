"""The house's typography in templates."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template

from riskcore.templatetags import figures


@pytest.mark.parametrize(
    "filter_", ["money", "money_whole", "money_short", "number", "day", "month"]
)
@pytest.mark.parametrize("absent", [None, ""])
def test_what_is_absent_is_a_dash(filter_: str, absent: str | None) -> None:
    assert getattr(figures, filter_)(absent) == "–"


@pytest.mark.parametrize(
    ("written", "value", "text"),
    [
        ("money", Decimal("1234.5"), "$1,234.50"),
        ("money", "1234.50", "$1,234.50"),
        ("money", 0, "$0.00"),
        ("money_whole", "-1234.50", "−$1,235"),
        ("money_short", "1240000", "$1.24\u00a0M"),
        ("number", 1234.56, "1,235"),
        ("number:2", "0.005", "0.01"),
        ("number:1", 0, "0.0"),
        ("day", date(2026, 6, 30), "30\u00a0Jun\u00a02026"),
        ("day", "2026-06-30", "30\u00a0Jun\u00a02026"),
        ("month", date(2026, 6, 30), "Jun\u00a02026"),
        ("month", "2026-06", "Jun\u00a02026"),
    ],
)
def test_figures_are_written_alike_whether_from_a_row_or_from_a_snapshot(
    written: str, value: object, text: str
) -> None:
    template = Template("{% load figures %}{{ value|" + written + " }}")
    assert template.render(Context({"value": value})) == text
