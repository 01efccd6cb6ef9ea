"""The plan a profile is made by: a version key, the window and every threshold, as data. Pure.

A snapshot holds the whole plan, so that a figure can always be traced to the thresholds of its day.
A changed threshold is a new plan with a new key, never an edit of this one.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, kw_only=True)
class SizeBands:
    """How clients of one kind are put into size bands.

    base: the exposure base that is their size. floors: (smallest size of the band, its name), from
    the smallest band upwards. source: where the bands come from.
    """

    base: str
    noun: str
    floors: tuple[tuple[int, str], ...]
    source: str


FBI = SizeBands(
    base="population",
    noun="residents",
    floors=(
        (0, "FBI group VI"),
        (10_000, "FBI group V"),
        (25_000, "FBI group IV"),
        (50_000, "FBI group III"),
        (100_000, "FBI group II"),
        (250_000, "FBI group I"),
    ),
    source="FBI, Crime in the United States, population groups I to VI.",
)
SCHOOLS = SizeBands(
    base="students",
    noun="students",
    floors=((0, "small"), (2_500, "medium"), (10_000, "large")),
    source="House convention; no published grouping of school insureds was found.",
)
BODIES = SizeBands(
    base="staff",
    noun="staff",
    floors=((0, "small"), (50, "medium"), (250, "large")),
    source="House convention; no published grouping of these insureds was found.",
)


@dataclass(frozen=True, kw_only=True)
class ProfilePlan:
    """One version of the plan.

    years: length of the window, ending with the day asked for. peers_at_least: values a peer group
    needs before its band is shown. size_bands: by client kind. significant_digits: of every computed
    number in a snapshot; counts and money are exact.
    """

    key: str
    years: int = 5
    peers_at_least: int = 10
    significant_digits: int = 10
    size_bands: Mapping[str, SizeBands] = field(default_factory=dict)

    def as_body(self, *, years: int) -> dict[str, Any]:
        """The plan as it stands in a snapshot, with the window that was in fact asked for."""
        return {
            "key": self.key,
            "years": years,
            "peers_at_least": self.peers_at_least,
            "significant_digits": self.significant_digits,
            "size_bands": {kind: asdict(bands) for kind, bands in self.size_bands.items()},
        }


PLAN = ProfilePlan(
    key="profile-2026.1",
    size_bands=MappingProxyType(
        {
            "municipality": FBI,
            "county": FBI,
            "school_district": SCHOOLS,
            "special_district": BODIES,
            "non_profit": BODIES,
        }
    ),
)
