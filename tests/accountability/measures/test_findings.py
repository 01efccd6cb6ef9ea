"""What allegations came to, against published figures."""

import pytest

from accountability.measures.findings import (
    closed_total,
    follow_through,
    mediated_share,
    no_finding_share,
    reversal_rate,
    sustained_rate_closed,
    sustained_rate_merits,
)


def test_findings_of_large_agencies_in_2002() -> None:
    """NCJ 210296: of closed force complaints 8 % sustained, 34 not, 25 unfounded, 23 exonerated."""
    tally = {"SUS": 8, "NSU": 34, "UNF": 25, "EXO": 23, "ADM": 9}
    assert sustained_rate_closed(tally).value == pytest.approx(8 / 0.99, abs=1e-3)
    assert sustained_rate_merits(tally).value == pytest.approx(100 * 8 / 90, abs=1e-3)


def test_chicago_figures_agree_with_each_other() -> None:
    """6.9 % sustained of all rows and 27.7 % without affidavit give 9.6 % on the merits, as stated."""
    tally = {"SUS": 69, "NSU": 300, "UNF": 254, "EXO": 100, "NAF": 277}
    assert sustained_rate_closed(tally).value == pytest.approx(6.9)
    assert no_finding_share(tally).value == pytest.approx(27.7)
    assert sustained_rate_merits(tally).value == pytest.approx(9.6, abs=0.1)


def test_open_and_unmapped_are_not_closed() -> None:
    assert closed_total({"": 5, "PND": 4, "UNK": 3, "SUS": 2, "MED": 1}) == 3


def test_mediation_is_closed_but_neither_merits_nor_without_finding() -> None:
    tally = {"SUS": 1, "NSU": 1, "MED": 2}
    assert sustained_rate_merits(tally).value == 50
    assert no_finding_share(tally).value == 0
    assert sustained_rate_closed(tally).value == 25


def test_a_share_of_what_happens_to_be_mapped_is_no_share() -> None:
    """Philadelphia: 1,283 sustained, and 7,078 of which it is only said that they were not."""
    tally = {"SUS": 1_283, "UNK": 7_078, "PND": 617}
    for measured in (sustained_rate_merits, sustained_rate_closed, mediated_share):
        assert "words that are not mapped" in measured(tally).unavailable
    assert sustained_rate_merits({"SUS": 8, "NSU": 8, "UNK": 4}).value == 50


def test_mediation_is_a_share_of_what_was_closed() -> None:
    assert mediated_share({"": 7, "MED": 1, "SUS": 2, "WDN": 1}).value == 25
    assert mediated_share({"": 7}).unavailable == "there are no closed allegations in the period"


def test_discipline_follows_nine_times_in_ten_where_a_tenth_is_only_noted() -> None:
    """Chicago 2000-2016: of 8,142 sustained allegations about 10 % were only noted."""
    reading = follow_through(8_142 - 814, 8_142)
    assert reading.value == pytest.approx(90, abs=0.1)
    assert follow_through(0, 0).unavailable == "there are no sustained allegations in the period"


def test_an_appeal_changes_some_of_what_it_decides() -> None:
    assert reversal_rate(1, 4).value == 25
    assert reversal_rate(0, 0).value is None
