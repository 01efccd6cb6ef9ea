"""The words of the list and the lines of its file; the pages are in ``test_complaints``."""

from datetime import date

from accountability.complaints.queries import AllegationRow, ComplaintPage, ComplaintRow
from accountability.complaints.search import NOWHERE, Choice, year_of_days
from frontend.complaint_list import EXPORT, caption, exported

ROW = ComplaintRow(
    id=1,
    number="IA-1",
    received_on=date(2025, 3, 1),
    occurred_on=None,
    received_precision="day",
    occurred_precision="day",
    channel="PHONE",
    internal=False,
    district="North",
    allegations=(),
)
ALLEGATION = AllegationRow(
    id=2,
    category="STOP",
    category_name="Stop without grounds",
    as_recorded="Stopped me",
    officer="ab" * 12,
    finding="",
    finding_name="no finding yet",
    finding_as_recorded="",
    stage="",
    decided_on=None,
)


def test_a_choice_is_said_in_words() -> None:
    page = ComplaintPage(rows=(), total=1204, after="")
    choice = Choice(
        period=year_of_days(2024),
        category="STOP",
        finding="none",
        state="open",
        channel="PHONE",
        district=NOWHERE,
        text="7",
    )
    assert caption(page, choice) == (
        "1,204 complaints, 2024, Stop without grounds, no finding yet, open, by telephone, no district "
        "recorded, number with “7”, newest first"
    )
    assert (
        caption(ComplaintPage(rows=(), total=1, after=""), Choice()) == "1 complaint, newest first"
    )


def test_a_complaint_is_a_line_for_each_allegation_and_one_without() -> None:
    [bare] = exported(ROW)
    assert len(bare) == len(EXPORT)
    assert bare[:2] == ("IA-1", date(2025, 3, 1))
    both = exported(ComplaintRow(**{**vars(ROW), "allegations": (ALLEGATION, ALLEGATION)}))
    assert [len(line) for line in both] == [len(EXPORT)] * 2
    assert "Stopped me" in both[0]
