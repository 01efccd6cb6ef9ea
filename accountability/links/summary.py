"""What became of complaints, as plain values that may be shown: small counts withheld from insurers.

An insurer knows every claim. What would tell it which of them came of a complaint is withheld: counts
under ten and those that give them away, and sums of money over fewer than ten claims.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from accountability.codes import CATEGORIES
from accountability.links.becoming import (
    HORIZONS,
    Cost,
    Story,
    beside_conversion,
    conversion,
    cost_by,
    lag,
    triangles,
    without_complaint,
)
from accountability.links.book import NO_STAGE, LinkPart
from accountability.suppression import THRESHOLD, smallest_part
from accountability.tables import FEW, WITHHELD, band, safe_table
from riskcore.factors.reading import Reading
from riskcore.periods import year_label

OPEN_HORIZON = 24
STAGES = {
    NO_STAGE: "No finding yet",
    "recommended": "Finding recommended",
    "final": "Final finding",
    "after_appeal": "Decided after appeal",
}
TIERS = {
    4: "Often becomes a claim",
    3: "At times becomes a claim",
    2: "Seldom becomes a claim",
    1: "Hardly ever becomes a claim",
    0: "No tier",
}


def summary_of(part: LinkPart, *, threshold: int = THRESHOLD) -> dict[str, Any]:
    """The measures over the clients of the part together, in values that have a canonical form.

    threshold: 0 for readers who may see every row.
    """
    linked = sum(origin.complaint_on is not None for origin in part.origins)
    complaints = part.had_time[0]
    return {
        "as_of": part.as_of,
        "from": part.period.start,
        "to": part.period.last_day,
        "claims": len(part.origins),
        "complaints": complaints if complaints >= threshold else band(complaints),
        "linked": linked if threshold == 0 else band(linked),
        "conversion": [
            _conversion(part, months, threshold)
            for months in (HORIZONS if threshold == 0 else (OPEN_HORIZON,))
        ],
        "lag": _lag(part.stories, threshold),
        "without": _said(
            without_complaint(part.origins, period=part.period), threshold, both_ways=True
        ),
        "by_category": _costs(cost_by(part.origins, "category"), _category, threshold),
        "by_stage": _costs(cost_by(part.origins, "stage"), STAGES.__getitem__, threshold),
        "triangles": _triangles(part, threshold),
    }


def _conversion(part: LinkPart, months: int, threshold: int) -> dict[str, Any]:
    reading = conversion(
        part.stories,
        had_time=part.had_time[months],
        months=months,
        as_of=part.as_of,
        period=part.period,
    )
    beside = beside_conversion(reading, had_time=part.had_time[months], complaints=part.had_time[0])
    smallest = smallest_part(beside)
    if smallest is not None and smallest < threshold:
        return {"months": months, "unavailable": f"it rests on fewer than {threshold}"}
    return {"months": months, **_said(reading, threshold)}


def _said(reading: Reading, threshold: int, *, both_ways: bool = False) -> dict[str, Any]:
    """A share in plain values. both_ways: the rest of the whole is withheld where it is small, too."""
    if reading.value is None or reading.numerator is None or reading.denominator is None:
        return {"unavailable": reading.unavailable}
    part, whole = int(reading.numerator), int(reading.denominator)
    if part < threshold or (both_ways and whole - part < threshold):
        return {"unavailable": f"it rests on fewer than {threshold}"}
    assert reading.interval is not None  # noqa: S101  # every share has one
    return {
        "value": reading.value,
        "low": reading.interval.low,
        "high": reading.interval.high,
        "part": part,
        "whole": whole,
    }


def _lag(stories: Sequence[Story], threshold: int) -> dict[str, Any]:
    found = lag(stories)
    if found.n < max(threshold, 1):
        why = f"fewer than {threshold} complaints" if threshold else "no complaint"
        return {"unavailable": f"{why} became a claim"}
    return {
        "n": found.n if threshold == 0 else band(found.n),
        "claim_first": found.claim_first if threshold == 0 else None,
        "low": found.low,
        "median": found.median,
        "high": found.high,
    }


def _category(code: str) -> str:
    return CATEGORIES[code].name if code in CATEGORIES else code


def _costs(costs: Mapping[str, Cost], name: Any, threshold: int) -> list[dict[str, Any]]:
    """Rows by heading, the dearest first; a sum stands only beside a count that is shown."""
    ordered = sorted(costs.items(), key=lambda item: (-item[1].incurred, item[0]))
    table = safe_table(
        {key: [cost.claims] for key, cost in ordered}, ["Claims"], threshold=threshold
    )
    rows = []
    for row in table["rows"]:
        cost = costs[row["label"]]
        [shown] = row["counts"]
        is_shown = shown not in (FEW, WITHHELD)
        rows.append(
            {
                "label": name(row["label"]),
                "claims": shown,
                "incurred": cost.incurred if is_shown else None,
            }
        )
    if threshold == 0:
        return rows
    # The order of hidden rows would tell which is the dearer.
    return [row for row in rows if row["incurred"] is not None] + sorted(
        (row for row in rows if row["incurred"] is None), key=lambda row: str(row["label"])
    )


def _triangles(part: LinkPart, threshold: int) -> list[dict[str, Any]]:
    """By tier, the highest first: years in which complaints were received, incurred by age in years. A
    year of fewer linked claims than the threshold is left out."""
    drawn = triangles(
        part.valued, years=part.years, valuations=[year.last_day for year in part.years]
    )
    found = []
    for key, triangle in sorted(drawn.items(), reverse=True):
        rows = []
        for place, cells in triangle.items():
            year = part.years[place]
            count = sum(one.tier == key and one.complaint_on in year for one in part.valued)
            if count >= max(threshold, 1):
                rows.append({"year": year_label(year), "claims": count, "incurred": cells})
        if rows:
            found.append({"tier": key, "label": TIERS[key], "ages": len(part.years), "rows": rows})
    return found
