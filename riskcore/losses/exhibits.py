"""Tables of losses that go with a profile: by year, by cause, the largest, and the totals."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from riskcore.exposures import ExposureAmount, ExposureBase, amounts_by_period
from riskcore.factors.registry import EXHIBITS, Exhibit, Scope, Window
from riskcore.intervals import rate_interval
from riskcore.losses.book import StandingClaim
from riskcore.losses.codes import LABELS
from riskcore.losses.factors import base_years, claims_by_client, dated_by_client, dated_in
from riskcore.losses.ledger import total
from riskcore.losses.plan import PLAN
from riskcore.periods import Period, trailing_years, year_label
from riskcore.policies import Line
from riskcore.units import cents, round_half_up, write_date


def by_year(scope: Scope, window: Window) -> Mapping[int, list[dict[str, Any]]]:
    """The window's years, oldest first, each with its claims, money, officer-years and frequency."""
    claims = claims_by_client(scope, window)
    years = trailing_years(window.as_of, window.years)
    exposures = amounts_by_period(
        base=ExposureBase.OFFICERS,
        client_ids=scope.client_ids,
        periods=years,
        known_at=window.known_at,
    )
    return {
        client: [
            _year(year, dated_in(rows, year), known.get(client))
            for year, known in zip(years, exposures, strict=True)
        ]
        for client, rows in claims.items()
    }


def _year(
    year: Period, claims: list[StandingClaim], exposure: ExposureAmount | None
) -> dict[str, Any]:
    police = sum(claim.line == Line.LEL for claim in claims)
    return {
        "year": year_label(year),
        "from": year.start,
        "to": year.last_day,
        **_sums(claims),
        "police_claims": police,
        **_frequency(police, exposure),
    }


def _frequency(police: int, exposure: ExposureAmount | None) -> dict[str, Any]:
    if exposure is None or exposure.quantity <= 0:
        return {
            "officer_years": None,
            "frequency": None,
            "frequency_low": None,
            "frequency_high": None,
        }
    years = base_years(exposure, Decimal(1))
    low, high = rate_interval(police, float(years), per=100)
    return {
        "officer_years": cents(years),
        "frequency": round_half_up(police / years * 100, 4),
        "frequency_low": round_half_up(low, 4),
        "frequency_high": round_half_up(high, 4),
    }


def by_cause(scope: Scope, window: Window) -> Mapping[int, list[dict[str, Any]]]:
    """Causes of the claims dated in the window, the costliest first."""
    return {client: _causes(rows) for client, rows in dated_by_client(scope, window).items()}


def _causes(claims: list[StandingClaim]) -> list[dict[str, Any]]:
    groups: dict[str, list[StandingClaim]] = {}
    for claim in claims:
        groups.setdefault(claim.cause, []).append(claim)
    table = [
        {"cause": code, "label": LABELS.get(code, code), **_sums(group)}
        for code, group in groups.items()
    ]
    return sorted(table, key=lambda row: (-row["incurred"], row["cause"]))


def large(scope: Scope, window: Window) -> Mapping[int, dict[str, Any]]:
    """The largest claims of any age as of the day, and the threshold from which one is called large."""
    return {
        client: {
            "threshold": PLAN.large_loss,
            "plan": PLAN.name,
            "claims": [_largest(claim) for claim in _by_size(rows)[: PLAN.largest_shown]],
        }
        for client, rows in claims_by_client(scope, window).items()
    }


def _by_size(claims: Iterable[StandingClaim]) -> list[StandingClaim]:
    incurred = (claim for claim in claims if claim.balance.incurred > 0)
    return sorted(incurred, key=lambda claim: (-claim.balance.incurred, claim.number, claim.suffix))


def _largest(claim: StandingClaim) -> dict[str, Any]:
    return {
        "number": f"{claim.number}-{claim.suffix}" if claim.suffix else claim.number,
        "line": claim.line,
        "occurred_on": claim.occurred_on,
        "status": claim.status,
        "cause": claim.cause,
        "label": LABELS.get(claim.cause, claim.cause),
        "paid": claim.balance.paid,
        "reserve": claim.balance.reserve,
        "recovery": claim.balance.recovery,
        "incurred": claim.balance.incurred,
        "is_large": claim.balance.incurred >= PLAN.large_loss,
        "narrative": narrative(claim),
    }


def narrative(claim: StandingClaim) -> str:
    """One sentence from coded facts alone: no name, token or free text can stand in it."""
    label = LABELS.get(claim.cause, claim.cause)
    told = label[0].upper() + label[1:]
    if claim.occurred_on:
        told += f" on {write_date(claim.occurred_on)}"
    if claim.litigated:
        told += "; taken to court"
    if claim.is_open:
        return f"{told}; {'re-opened' if claim.status == 'reopened' else 'still open'}."
    return (
        f"{told}; closed {write_date(claim.closed_on)}." if claim.closed_on else f"{told}; closed."
    )


def totals(scope: Scope, window: Window) -> Mapping[int, dict[str, Any]]:
    """All claims of whatever age as of the day, in all and by line."""
    return {
        client: {
            **_sums(rows),
            **_paid_by_kind(rows),
            "by_line": [
                {"line": line, **_sums([claim for claim in rows if claim.line == line])}
                for line in sorted({claim.line for claim in rows})
            ],
        }
        for client, rows in claims_by_client(scope, window).items()
    }


def _paid_by_kind(claims: list[StandingClaim]) -> dict[str, Decimal]:
    balance = total(claim.balance for claim in claims)
    return {"indemnity_paid": balance.indemnity.paid, "expense_paid": balance.expense.paid}


def _sums(claims: list[StandingClaim]) -> dict[str, Any]:
    balance = total(claim.balance for claim in claims)
    return {
        "claims": len(claims),
        "open": sum(claim.is_open for claim in claims),
        "paid": balance.paid,
        "reserve": balance.reserve,
        "recoveries": balance.recovery,
        "incurred": balance.incurred,
    }


ALL = (
    Exhibit(key="losses.by_year", label="Losses by year", order=100, gather=by_year),
    Exhibit(key="losses.by_cause", label="Losses by cause", order=110, gather=by_cause),
    Exhibit(key="losses.large", label="Largest losses", order=120, gather=large),
    Exhibit(key="losses.totals", label="All losses", order=130, gather=totals),
)


def register() -> None:
    for exhibit in ALL:
        EXHIBITS.register(exhibit)
