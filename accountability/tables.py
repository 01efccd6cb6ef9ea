"""Counts arranged as tables that may be shown to anyone: small ones withheld. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accountability.codes import CATEGORIES, FORCE_LEVELS, MERITS
from accountability.suppression import THRESHOLD, withhold

FEW = "few"
WITHHELD = "withheld"
GROUPS: dict[str, tuple[str, ...]] = {
    "Sustained": ("SUS", "SUS_OTHER"),
    "Not sustained": ("NSU",),
    "Exonerated": ("EXO",),
    "Unfounded": ("UNF",),
    "No finding yet": ("", "PND", "UNK"),
}
OTHERWISE = "Closed otherwise"
OTHER_CATEGORIES, ALL_CATEGORIES = "Other categories", "All categories"
_GROUP_OF = {code: group for group, codes in GROUPS.items() for code in codes}
_COLUMNS = (*list(GROUPS)[:4], OTHERWISE, "No finding yet")

Table = dict[str, Any]


def safe_table(
    rows: Mapping[str, Sequence[int]], columns: Sequence[str], *, threshold: int = THRESHOLD
) -> Table:
    """A table with totals as plain values: a count, "few" (under ten), or "withheld" to protect one.

    threshold: 0 for readers who may see every row, from whom nothing is held back.
    {"columns": [...], "rows": [{"label", "counts", "total"}], "totals": [...], "total", "whole"}.
    """
    kept = {label: counts for label, counts in rows.items() if sum(counts)}
    if not kept:
        return {"columns": list(columns), "rows": [], "totals": [], "total": 0, "whole": True}
    safe = withhold(list(kept.values()), threshold=threshold)
    shown = [
        [
            count if count is not None else FEW if (r, c) in safe.few else WITHHELD
            for c, count in enumerate(row)
        ]
        for r, row in enumerate(safe.counts)
    ]
    return {
        "columns": list(columns),
        "rows": [
            {"label": label, "counts": row[:-1], "total": row[-1]}
            for label, row in zip(kept, shown, strict=False)
        ],
        "totals": shown[-1][:-1],
        "total": shown[-1][-1],
        "whole": safe.is_whole,
    }


def year_table(
    counts: Mapping[str, int], years: Iterable[str], *, threshold: int = THRESHOLD
) -> Table:
    """Complaints by year, as the years are called."""
    rows = {year: [counts.get(year, 0)] for year in years}
    return safe_table(rows, ["Complaints"], threshold=threshold)


def category_table(table: Mapping[str, Mapping[str, int]], *, threshold: int = THRESHOLD) -> Table:
    """Allegations by category and by what the finding that stands says; "" where there is none.

    Categories of fewer than ten allegations stand together in one row, which keeps the totals true
    and shows more than rows of nothing would.
    """
    rows = {
        CATEGORIES[code].name if code in CATEGORIES else code: _grouped(table[code])
        for code in _in_order(table)
    }
    return safe_table(_small_together(rows, threshold), _COLUMNS, threshold=threshold)


def stage_table(table: Mapping[str, Mapping[str, int]], labels: Mapping[str, str]) -> Table:
    """Findings by stage: sustained, other findings on the merits, none on the merits."""
    return safe_table(
        {label: _thirds(table.get(stage, {})) for stage, label in labels.items()},
        ("Sustained", "Other finding", "No finding on the merits"),
    )


def force_table(years: Mapping[str, Sequence[int]], *, threshold: int = THRESHOLD) -> Table:
    """Force reports by year and level 0 to 3."""
    columns = [f"Level {level}, {name}" for level, name in FORCE_LEVELS.items()]
    return safe_table(years, columns, threshold=threshold)


def band(count: int) -> str:
    """A count as a band, for readers who may not see it.

    >>> band(9), band(120)
    ('fewer than 10', '50 to 199')
    """
    for limit, words in ((10, "fewer than 10"), (50, "10 to 49"), (200, "50 to 199")):
        if count < limit:
            return words
    return "200 and more"


def _small_together(rows: Mapping[str, Sequence[int]], threshold: int) -> dict[str, Sequence[int]]:
    small = [label for label, counts in rows.items() if 0 < sum(counts) < threshold]
    if len(small) < 2:
        return dict(rows)
    together = [sum(column) for column in zip(*(rows[label] for label in small), strict=True)]
    kept = {label: counts for label, counts in rows.items() if label not in small}
    return {**kept, (OTHER_CATEGORIES if kept else ALL_CATEGORIES): together}


def _in_order(table: Mapping[str, Mapping[str, int]]) -> list[str]:
    order = list(CATEGORIES)
    return sorted(table, key=lambda code: order.index(code) if code in order else len(order))


def _grouped(codes: Mapping[str, int]) -> list[int]:
    totals: dict[str, int] = defaultdict(int)
    for code, count in codes.items():
        totals[_GROUP_OF.get(code, OTHERWISE)] += count
    return [totals[group] for group in _COLUMNS]


def _thirds(codes: Mapping[str, int]) -> list[int]:
    sustained = sum(codes.get(code, 0) for code in GROUPS["Sustained"])
    merits = sum(count for code, count in codes.items() if code in MERITS)
    return [sustained, merits - sustained, sum(codes.values()) - merits]
