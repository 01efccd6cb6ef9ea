"""A triangle and its results as tables to show and as rows to take along."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from riskcore.errors import InvalidInput
from riskcore.rating.ledger_triangle import Basis
from riskcore.rating.told import estimate_facts
from riskcore.rating.triangle_queries import Asked, LedgerTriangle, Tried
from riskcore.units import NBSP, write_number

EMPTY = "–"


@dataclass(frozen=True)
class Row:
    """A heading and its cells, as written."""

    heading: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class MethodTable:
    """What one method makes of each origin. heads: of the cells. because: why a part is missing."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None
    because: str
    note: str


@dataclass(frozen=True)
class TriangleTable:
    """ages: months, as written. rows: by origin. factors: from age to age, and to ultimate."""

    ages: tuple[str, ...]
    rows: tuple[Row, ...]
    factors: tuple[Row, ...]
    methods: tuple[MethodTable, ...]
    warnings: tuple[str, ...]


NAMES = {"mack": "Chain ladder, with Mack's error", "chain-ladder": "Chain ladder"} | {
    "cape-cod": "Cape Cod"
}


def table(found: LedgerTriangle) -> TriangleTable:
    """Everything the page shows, in the house's typography."""
    read = found.triangle
    rows = tuple(
        Row(origin, tuple(EMPTY if value != value else write_number(value) for value in values))
        for origin, values in zip(read.origins, read.values.tolist(), strict=True)
    )
    return TriangleTable(
        ages=tuple(f"{age}{NBSP}months" for age in read.ages),
        rows=rows,
        factors=_factors(found),
        methods=tuple(_method(tried, found.asked.basis) for tried in found.tried),
        warnings=_warnings(found),
    )


def _factors(found: LedgerTriangle) -> tuple[Row, ...]:
    developed = next((one.estimate.developed for one in found.tried if one.estimate), None)
    if developed is None:
        return ()
    return (
        Row(
            "To the next age",
            (*(write_number(factor, 4) for factor in developed.factors.tolist()), EMPTY),
        ),
        Row("To ultimate", tuple(write_number(f, 4) for f in developed.to_ultimate.tolist())),
    )


def _method(tried: Tried, basis: Basis) -> MethodTable:
    name = NAMES[tried.method.value]
    if tried.estimate is None:
        return MethodTable(name, (), (), None, tried.because, "")
    facts = estimate_facts(tried.estimate)
    errors = facts["standard_errors"]
    heads = ("Now", "Ultimate", "Unreported" if basis is not Basis.PAID else "Unpaid")
    rows = tuple(
        Row(origin, _cells(facts, origin, errors))
        for origin in tried.estimate.developed.triangle.origins
    )
    total = [
        sum(facts["latest"].values()),
        sum(facts["ultimates"].values()),
        facts["reserve_total"],
        *([facts["standard_error_total"]] if errors else []),
    ]
    ratio = facts["loss_ratio"]
    return MethodTable(
        name=name,
        heads=(*heads, "Standard error") if errors else heads,
        rows=rows,
        total=Row("In all", tuple(write_number(value) for value in total)),
        because=tried.because,
        note="" if ratio is None else f"Per unit of exposure: {write_number(ratio, 4)}.",
    )


def _cells(facts: dict[str, Any], origin: str, errors: dict[str, float] | None) -> tuple[str, ...]:
    keys = ("latest", "ultimates", "reserves")
    values = [facts[key][origin] for key in keys] + ([errors[origin]] if errors else [])
    return tuple(write_number(value) for value in values)


def _warnings(found: LedgerTriangle) -> tuple[str, ...]:
    told = [*found.warnings]
    for tried in found.tried:
        told += tried.estimate.warnings if tried.estimate else ()
    return tuple(dict.fromkeys(told))


def facts(asked: Asked, found: LedgerTriangle | None, because: str = "") -> dict[str, Any]:
    """The triangle as one document: cells by origin and age in months, null where none is reached yet;
    each method with its figures, or why it has none. unavailable: why there is no triangle."""
    told = {
        "as_of": asked.as_of,
        "basis": asked.basis.value,
        "line": asked.line,
        "cap": asked.cap,
        "years": asked.years,
        "unavailable": because,
    }
    if found is None:
        empty = {"clients": 0, "claims": 0, "undated": 0, "origins": [], "ages": []}
        return told | empty | {"values": [], "methods": [], "warnings": []}
    read = found.triangle
    return told | {
        "clients": found.clients,
        "claims": found.claims,
        "undated": found.undated,
        "origins": list(read.origins),
        "ages": list(read.ages),
        "values": [
            [round(value, 2) if value == value else None for value in values]
            for values in read.values.tolist()
        ],
        "methods": [_method_facts(tried) for tried in found.tried],
        "warnings": list(_warnings(found)),
    }


def _method_facts(tried: Tried) -> dict[str, Any]:
    """because: why there are no figures, or only the estimate and not its error."""
    figures, because = None, tried.because
    if tried.estimate is not None:
        try:
            figures = estimate_facts(tried.estimate)
        except InvalidInput as refused:
            because = refused.message
    return {"method": tried.method.value, "because": because, "figures": figures}


def csv_rows(found: LedgerTriangle) -> Iterator[tuple[str, int, float]]:
    """Long form, origin, development and value: what ``manage.py actuary triangle`` reads."""
    read = found.triangle
    for origin, values in zip(read.origins, read.values.tolist(), strict=True):
        for age, value in zip(read.ages, values, strict=True):
            if value == value:
                yield origin, age, round(value, 2)
