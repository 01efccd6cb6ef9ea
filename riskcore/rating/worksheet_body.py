"""A worksheet as the body of a snapshot, and back: what is stored is what was used. Pure."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from riskcore.periods import Period
from riskcore.rating.book_development import BookDevelopment
from riskcore.rating.experience_book import BookFigures
from riskcore.rating.pricing import CreditTaken, Terms
from riskcore.rating.schedule import Choice
from riskcore.rating.worksheet import ClaimInput, ExpiredFactor, Inputs, Worked
from riskcore.rating.worksheet_step import Step

FORMAT = "commonward-worksheet-1"


def body_of(
    inputs: Inputs, worked: Worked, steps: tuple[Step, ...], *, plan: str, sha256: str
) -> dict[str, Any]:
    """Everything of a worksheet: inputs, the plan's name and hash, the steps and the result."""
    return {
        "format": FORMAT,
        "plan": {"number": plan, "sha256": sha256},
        "inputs": _used(inputs),
        "steps": [asdict(step) for step in steps],
        "years": [asdict(year) for year in worked.years],
        "largest_claims": [asdict(claim) for claim in worked.largest],
        "result": result_of(worked),
    }


def _used(inputs: Inputs) -> dict[str, Any]:
    """The inputs; what only some plans ask for is left out where the plan did not ask."""
    told = asdict(inputs)
    return {
        key: value
        for key, value in told.items()
        if value is not None or key not in {"development", "expired"}
    }


def result_of(worked: Worked) -> dict[str, Any]:
    """The figures that a list shows of a worksheet."""
    made = worked.priced
    return {
        "premium": made.premium,
        "change": made.change,
        "modification": worked.modification.factor,
        "modification_uncapped": f"{worked.modification.uncapped:.6f}",
        "modification_bound": worked.modification.bound.value,
        "credibility": f"{worked.z:.6f}",
        "pure_premium": f"{worked.pure_premium:.4f}",
        "manual": _cents(made.manual.numerator, made.manual.denominator),
        "schedule_uncapped": made.schedule.uncapped,
        "schedule": made.schedule.capped,
        "credits": made.credit,
        "at_minimum": made.at_minimum,
        "factors": dict(made.factors),
    }


def _cents(numerator: int, denominator: int) -> Decimal:
    return (Decimal(numerator) / Decimal(denominator)).quantize(Decimal("0.01"))


def inputs_of(body: Mapping[str, Any]) -> Inputs:
    """The inputs of a stored body, as they were used."""
    told = body["inputs"]
    return Inputs(
        **{
            key: told[key]
            for key in ("client", "client_name", "carrier", "state", "line", "synthetic")
        },
        as_of=date.fromisoformat(told["as_of"]),
        effective_on=date.fromisoformat(told["effective_on"]),
        years=tuple(
            Period(date.fromisoformat(each["start"]), date.fromisoformat(each["end"]))
            for each in told["years"]
        ),
        exposures=tuple(Decimal(each) for each in told["exposures"]),
        claims=tuple(
            ClaimInput(number=each["number"], year=each["year"], incurred=Decimal(each["incurred"]))
            for each in told["claims"]
        ),
        book=BookFigures(**told["book"]),
        quantities={key: Decimal(each) for key, each in told["quantities"].items()},
        options=tuple(told["options"]),
        choices=tuple(
            Choice(
                key=each["key"],
                value=Decimal(each["value"]),
                reason=each["reason"],
                evidence=tuple(each["evidence"]),
            )
            for each in told["choices"]
        ),
        offers=tuple(
            CreditTaken(
                key=each["key"],
                share=Decimal(each["share"]),
                reason=each["reason"],
                evidence=tuple(each["evidence"]),
                source=each["source"],
            )
            for each in told["offers"]
        ),
        terms=_terms(told["terms"]),
        expiring_policy=told["expiring_policy"],
        warnings=tuple(told["warnings"]),
        development=_development(told.get("development")),
        expired=_expired(told.get("expired")),
    )


def _development(told: Mapping[str, Any] | None) -> BookDevelopment | None:
    if told is None:
        return None
    return BookDevelopment(
        valued_on=date.fromisoformat(told["valued_on"]),
        claims=told["claims"],
        origins=told["origins"],
        factors=tuple((age, factor) for age, factor in told["factors"]),
        because=told["because"],
    )


def _expired(told: Mapping[str, Any] | None) -> ExpiredFactor | None:
    if told is None:
        return None
    return ExpiredFactor(
        worksheet=told["worksheet"],
        effective_on=date.fromisoformat(told["effective_on"]),
        factor=Decimal(told["factor"]),
    )


def _terms(told: Mapping[str, Any]) -> Terms:
    expiring = told["expiring"]
    return Terms(
        limit=Decimal(told["limit"]),
        retention=Decimal(told["retention"]),
        claims_made_year=told["claims_made_year"],
        expiring=None if expiring is None else Decimal(expiring),
    )
