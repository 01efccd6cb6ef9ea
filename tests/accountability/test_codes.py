"""The code lists hold together and fit the columns they are stored in."""

from accountability.codes import (
    CATEGORIES,
    CHANNELS,
    CLOSURES,
    COMPLAINANT_TYPES,
    FORCE_CATEGORIES,
    MERITS,
    MERITS_BASE,
    NO_FINDING,
)
from accountability.complaints.models import Allegation, Closure, Complaint, Merits


def test_findings_of_the_code_list_and_of_the_table_are_the_same() -> None:
    assert dict(Merits.choices) == MERITS
    assert dict(Closure.choices) == CLOSURES


def test_every_code_fits_its_column() -> None:
    assert max(map(len, CATEGORIES)) <= Allegation._meta.get_field("category").max_length
    assert max(map(len, CHANNELS)) <= Complaint._meta.get_field("channel").max_length
    assert (
        max(map(len, COMPLAINANT_TYPES)) <= Complaint._meta.get_field("complainant_type").max_length
    )


def test_subsets_name_known_codes() -> None:
    assert set(FORCE_CATEGORIES) <= set(CATEGORIES)
    assert set(MERITS_BASE) <= set(MERITS)
    assert set(CLOSURES) - NO_FINDING == {"MED", "INF", "PND", "UNK"}


def test_claim_tiers_run_from_one_to_four() -> None:
    assert {c.claim_tier for c in CATEGORIES.values() if c.code != "UNKNOWN"} == {1, 2, 3, 4}
