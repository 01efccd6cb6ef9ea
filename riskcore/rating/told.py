"""Actuarial results as one JSON document and as lines to read. Pure."""

from typing import Any

from riskcore.errors import InvalidInput
from riskcore.rating.credibility import Credibility
from riskcore.rating.estimates import Estimate
from riskcore.units import write_number


def estimate_facts(found: Estimate) -> dict[str, Any]:
    """Keys as docs/reference/commands.md names them; figures by origin under the origin's label.

    Raises InvalidInput where a figure has grown beyond what a number can hold.
    """
    read, error = found.developed.triangle, found.error
    return _finite(
        {
            "method": found.method.value,
            "origins": list(read.origins),
            "ages": list(read.ages),
            "latest": _by_origin(found, read.latest),
            "factors": found.developed.factors.tolist(),
            "tail": found.developed.tail,
            "to_ultimate": _by_origin(found, found.developed.by_origin),
            "ultimates": _by_origin(found, found.ultimates),
            "reserves": _by_origin(found, found.reserves),
            "reserve_total": float(found.reserves.sum()),
            "expected": None if found.expected is None else _by_origin(found, found.expected),
            "loss_ratio": found.loss_ratio,
            "sigma": error.rule.value if error else None,
            "standard_errors": _by_origin(found, error.by_origin) if error else None,
            "standard_error_total": error.total if error else None,
            "warnings": list(found.warnings),
        }
    )


def _by_origin(found: Estimate, values: Any) -> dict[str, float]:
    return dict(zip(found.developed.triangle.origins, values.tolist(), strict=True))


def estimate_words(found: Estimate) -> str:
    """The same as a table: a line per origin, the total, and what to keep in mind."""
    facts = estimate_facts(found)
    read = found.developed.triangle
    errors = facts["standard_errors"]
    heads = ["origin", "age", "latest", "to ultimate", "ultimate", "reserve"]
    rows = [
        [
            origin,
            f"{age}",
            write_number(facts["latest"][origin]),
            write_number(facts["to_ultimate"][origin], 4),
            write_number(facts["ultimates"][origin]),
            write_number(facts["reserves"][origin]),
            *([write_number(errors[origin])] if errors else []),
        ]
        for origin, age in zip(read.origins, read.latest_ages, strict=True)
    ]
    total = ["in all", "", write_number(read.latest.sum()), "", write_number(found.ultimates.sum())]
    total.append(write_number(facts["reserve_total"]))
    if errors:
        heads.append("standard error")
        total.append(write_number(facts["standard_error_total"]))
    factors = " ".join(write_number(factor, 4) for factor in facts["factors"]) or "none"
    told = [f"Method: {found.method}. Factors from age to age: {factors}."]
    if found.loss_ratio is not None:
        told.append(f"Losses per unit of premium, from all origins: {found.loss_ratio:.4f}.")
    return "\n".join([*told, *_table(heads, [*rows, total]), *found.warnings])


def credibility_facts(found: Credibility) -> dict[str, Any]:
    """k is null where entities differ no more than chance: no weight would then be enough."""
    return _finite(
        {
            "estimator": found.estimator.value,
            "collective": found.collective,
            "between": found.between,
            "within": found.within,
            "k": found.k,
            "entities": [
                {
                    "entity": one.entity,
                    "weight": one.weight,
                    "mean": one.mean,
                    "z": one.z,
                    "premium": one.premium,
                }
                for one in found.entities
            ],
            "warnings": list(found.warnings),
        }
    )


def credibility_words(found: Credibility) -> str:
    """The same as a table: a line per entity below the structure."""
    facts = credibility_facts(found)
    k = "beyond any weight" if found.k is None else write_number(found.k, 3)
    told = [
        f"Collective {write_number(found.collective, 4)}, between {write_number(found.between, 2)}, "
        f"within {write_number(found.within, 2)}, k {k}."
    ]
    rows = [
        [
            one["entity"],
            write_number(one["weight"], 2),
            "none" if one["mean"] is None else write_number(one["mean"], 4),
            write_number(one["z"], 5),
            write_number(one["premium"], 4),
        ]
        for one in facts["entities"]
    ]
    heads = ["entity", "weight", "mean", "z", "premium"]
    return "\n".join([*told, *_table(heads, rows), *found.warnings])


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [heads, *rows]
    ]


def _finite(facts: dict[str, Any]) -> dict[str, Any]:
    if not all(_is_finite(value) for value in facts.values()):
        raise InvalidInput(
            "actuary.overflow",
            "The figures grow beyond what can be computed; give amounts in thousands or millions.",
        )
    return facts


def _is_finite(value: Any) -> bool:
    if isinstance(value, float):
        return abs(value) < float("inf")
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list):
        return all(map(_is_finite, value))
    return True
