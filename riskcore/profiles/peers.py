"""Who is compared with whom, and the band the comparison shows. Pure.

The rule: a client's peers are the clients of its kind in its size band (``plan.size_bands``), whatever
their carrier; synthetic clients are never peers of real ones. The band is the quartiles of the peers
that have a value, the client itself among them: every member of a group then sees the same band, and
two bands cannot be subtracted to read a neighbour's figure. Under ``plan.peers_at_least`` values there
is no band but a reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from riskcore.factors.reading import PeerBand
from riskcore.profiles.plan import ProfilePlan, SizeBands

NO_BAND = "No peer band"
PLURALS = {
    "municipality": "municipalities",
    "county": "counties",
    "school_district": "school districts",
    "special_district": "special districts",
    "non_profit": "non-profits",
}


@dataclass(frozen=True, kw_only=True)
class Group:
    """A peer group by its name, which completes "compared with ...", or the reason there is none."""

    name: str = ""
    reason: str = ""


def group_of(*, kind: str, sizes: Mapping[str, float], synthetic: bool, plan: ProfilePlan) -> Group:
    """The peer group of a client. sizes: exposure base -> the client's size in it, where known.

    Source: grouping by FBI population group and kind of agency.
    """
    bands = plan.size_bands[kind]
    size = sizes.get(bands.base)
    if size is None:
        return Group(
            reason=f"the number of its {bands.noun} is not recorded for the last 12 months"
        )
    words = f"{PLURALS[kind]} {_band_name(bands, size)}"
    return Group(name=f"synthetic {words}" if synthetic else words)


def _band_name(bands: SizeBands, size: float) -> str:
    floors = [floor for floor, _ in bands.floors]
    index = max(i for i, floor in enumerate(floors) if size >= floor)
    name, low = bands.floors[index][1], floors[index]
    if index + 1 == len(floors):
        return f"with {low:,} {bands.noun} or more ({name})"
    if low == 0:
        return f"with fewer than {floors[index + 1]:,} {bands.noun} ({name})"
    return f"with {low:,} to {floors[index + 1] - 1:,} {bands.noun} ({name})"


def band(values: Sequence[float], *, group: str, plan: ProfilePlan) -> PeerBand | None:
    """Quartiles of the values of a group, or None under ``plan.peers_at_least`` of them.

    Source: Hyndman and Fan 1996, type 7 (linear between order statistics).

    >>> from riskcore.profiles.plan import PLAN
    >>> found = band([float(n) for n in range(11)], group="towns", plan=PLAN)
    >>> (found.low, found.median, found.high, found.n)
    (2.5, 5.0, 7.5, 11)
    """
    if len(values) < max(plan.peers_at_least, 2):
        return None
    low, median, high = quantiles(values, n=4, method="inclusive")
    return PeerBand(low=low, high=high, median=median, n=len(values), group=group)


def no_band(*, group: Group, n: int, plan: ProfilePlan) -> str:
    """Why a reading stands without a peer band, as a sentence."""
    if group.reason:
        return f"{NO_BAND}: {group.reason}."
    return f"{NO_BAND}: {n} of the {group.name} have a value; {plan.peers_at_least} are needed."
