"""What may be shown to whom: an insurer never learns which claim came of a complaint."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accountability.links.becoming import Origin, Story, Valued
from accountability.links.book import LinkPart
from accountability.links.summary import STAGES, TIERS, summary_of
from riskcore.canonical import canonical_json
from riskcore.periods import Period

PERIOD = Period(date(2021, 10, 1), date(2026, 10, 1))
YEARS = tuple(Period(date(y, 10, 1), date(y + 1, 10, 1)) for y in range(2021, 2026))
RECEIVED, REPORTED = date(2022, 1, 10), date(2022, 9, 1)


def part(
    linked: int, unlinked: int, *, complaints: int = 200, category: str = "UOF_EXC"
) -> LinkPart:
    """So many claims of one allegation, each of 1,000 dollars, and others without a complaint."""
    return LinkPart(
        as_of=date(2026, 9, 30),
        period=PERIOD,
        years=YEARS,
        had_time={0: complaints, 12: complaints, 24: complaints, 36: complaints},
        stories=tuple(Story(received_on=RECEIVED, claims_on=(REPORTED,)) for _ in range(linked)),
        origins=(
            *(
                Origin(
                    reported_on=REPORTED,
                    incurred=Decimal(1000),
                    complaint_on=RECEIVED,
                    category=category,
                    tier=4,
                    stage="final",
                )
                for _ in range(linked)
            ),
            *(Origin(reported_on=REPORTED, incurred=Decimal(500)) for _ in range(unlinked)),
        ),
        valued=tuple(
            Valued(complaint_on=RECEIVED, tier=4, incurred=(Decimal(1000),) * 5)
            for _ in range(linked)
        ),
    )


def test_the_city_reads_everything() -> None:
    found = summary_of(part(3, 4), threshold=0)
    assert (found["claims"], found["linked"], found["complaints"]) == (7, 3, 200)
    assert [row["months"] for row in found["conversion"]] == [12, 24, 36]
    assert found["conversion"][0]["part"] == 3
    assert found["lag"]["median"] == (REPORTED - RECEIVED).days
    assert (found["without"]["part"], found["without"]["whole"]) == (4, 7)
    assert found["by_category"] == [
        {"label": "Excessive force", "claims": 3, "incurred": Decimal(3000)}
    ]
    assert found["by_stage"][0]["label"] == STAGES["final"]
    assert found["triangles"][0]["rows"][0]["incurred"] == (Decimal(3000),) * 5
    assert found["triangles"][0]["label"] == TIERS[4]


@pytest.mark.parametrize("linked", [0, 1, 9])
def test_few_linked_claims_leave_an_insurer_nothing_to_tell_them_apart_by(linked: int) -> None:
    found = summary_of(part(linked, 30))
    assert found["linked"] == "fewer than 10"
    assert all("unavailable" in row for row in (*found["conversion"], found["lag"]))
    assert "unavailable" in found["without"]
    assert found["triangles"] == []
    assert all(row["incurred"] is None for row in (*found["by_category"], *found["by_stage"]))


def test_an_insurer_reads_the_same_whatever_the_small_count_is() -> None:
    readings = [canonical_json(summary_of(part(linked, 30 - linked))) for linked in (1, 5, 9)]
    assert len(set(readings)) == 1


def test_almost_all_claims_linked_is_withheld_too() -> None:
    found = summary_of(part(40, 3))
    assert "unavailable" in found["without"]
    assert "value" in summary_of(part(40, 12))["without"]


def test_complaints_that_became_no_claim_are_not_found_by_subtracting() -> None:
    [row] = summary_of(part(12, 20, complaints=16))["conversion"]
    assert row == {"months": 24, "unavailable": "it rests on fewer than 10"}
    assert summary_of(part(12, 20, complaints=16), threshold=0)["conversion"][1]["part"] == 12


def test_complaints_too_young_are_not_found_by_subtracting() -> None:
    aged = part(20, 20)
    young = replace(aged, had_time={**aged.had_time, 0: 204})
    assert "unavailable" in summary_of(young)["conversion"][0]
    assert (
        summary_of(replace(aged, had_time={**aged.had_time, 0: 214}))["conversion"][0]["whole"]
        == 200
    )


def test_an_insurer_reads_one_horizon_so_that_none_can_be_subtracted() -> None:
    assert [row["months"] for row in summary_of(part(20, 20))["conversion"]] == [24]


def test_sums_stand_only_beside_counts_that_are_shown() -> None:
    big, small = part(20, 20), part(4, 0, category="DISCOURT")
    mixed = LinkPart(
        **{
            **{name: getattr(big, name) for name in ("as_of", "period", "years", "had_time")},
            "stories": big.stories + small.stories,
            "origins": big.origins + small.origins,
            "valued": big.valued + small.valued,
        }
    )
    rows: list[dict[str, Any]] = summary_of(mixed)["by_category"]
    for row in rows:
        assert (row["incurred"] is None) == (not isinstance(row["claims"], int))
    assert any(row["claims"] == "few" for row in rows)
