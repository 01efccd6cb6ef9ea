"""Small shapes of the wizard's forms."""

from datetime import date

from frontend.import_forms import Upload, Where
from riskcore.imports.kinds import FILE_KINDS
from riskcore.imports.mapping import Reading


def test_only_kinds_that_need_a_valuation_ask_for_it() -> None:
    assert "valued_on" in Upload(FILE_KINDS.get("loss-run")).fields
    assert "valued_on" not in Upload(FILE_KINDS.get("policies")).fields


def test_the_day_is_not_offered_beyond_today() -> None:
    widget = Upload(FILE_KINDS.get("loss-run")).fields["valued_on"].widget
    assert date.fromisoformat(widget.attrs["max"]) <= date.today()  # noqa: DTZ011  # either side


def test_a_header_is_never_among_the_lines_skipped() -> None:
    form = Where({"header_row": "2", "header_rows": "1", "skip_lines": "4"})
    assert form.is_valid()
    before = Reading(sheet="Exposures", header_fill=True)
    assert form.reading(before) == Reading(sheet="Exposures", header_row=5, skip_lines=4)
