"""What a department's call time was about, in its own words and numbers. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from outreach.calls.shares import FEWEST_MONTHS, Share, share_over_months

LEAST_MAPPED = 0.8
SERVICE = frozenset({"help", "welfare"})
TRAFFIC = "traffic"


@dataclass(frozen=True, kw_only=True)
class CallRow:
    """Calls of one type in one month; minutes None where the system does not say."""

    month: date
    call_type: str
    calls: int
    minutes: float | None


@dataclass(frozen=True, kw_only=True)
class KindOfCall:
    """One kind with its share of what is mapped."""

    kind: str
    amount: float
    share: float


@dataclass(frozen=True, kw_only=True)
class Mix:
    """basis: "minutes", or "calls" where any row lacks its minutes. mapped: share of all that is mapped.
    service: calls for help, welfare and health; with_traffic: traffic besides. Without a share, ``why``
    completes "cannot be computed, because ..."."""

    basis: str
    months: int
    total: float
    mapped: float
    by_kind: tuple[KindOfCall, ...]
    service: Share | None
    with_traffic: Share | None
    why: str


def mix(rows: Iterable[CallRow], kinds: Mapping[str, str]) -> Mix:
    """The service-mix share of these calls under this mapping of types to kinds.

    Shares are of what is mapped; under four fifths mapped, or six months, there is none. Source of the
    split: time on calls coded service over all time on calls (New York Times, 2020, of three places:
    35 % neither criminal nor traffic, 15 % traffic); the limits are those of ``shares``.
    """
    found = list(rows)
    basis = "minutes" if found and all(row.minutes is not None for row in found) else "calls"
    amounts: dict[date, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    total = 0.0
    for row in found:
        amount = float(row.calls if basis == "calls" else row.minutes or 0)
        total += amount
        if row.call_type in kinds:
            amounts[row.month][kinds[row.call_type]] += amount
    sums: dict[str, float] = defaultdict(float)
    for of_month in amounts.values():
        for kind, amount in of_month.items():
            sums[kind] += amount
    whole = sum(sums.values())
    mapped = whole / total if total else 0.0
    why = _why(found, kinds, len(amounts), total, mapped)
    return Mix(
        basis=basis,
        months=len({row.month for row in found}),
        total=total,
        mapped=mapped,
        by_kind=tuple(
            KindOfCall(kind=kind, amount=amount, share=amount / whole)
            for kind, amount in sorted(sums.items(), key=lambda each: (-each[1], each[0]))
            if whole
        ),
        service=None if why else _share(amounts, SERVICE),
        with_traffic=None if why else _share(amounts, SERVICE | {TRAFFIC}),
        why=why,
    )


def _why(
    found: list[CallRow], kinds: Mapping[str, str], months: int, total: float, mapped: float
) -> str:
    if not found or not total:
        return "no calls by type are recorded for these 12 months"
    if not kinds:
        return "the department has not said yet what its types of call are"
    if mapped < LEAST_MAPPED:
        return f"only {mapped:.0%} of the calls have a type that the department has placed".replace(
            "%", "\N{NO-BREAK SPACE}%"
        )
    if months < FEWEST_MONTHS:
        return f"calls of {months} months are recorded, and {FEWEST_MONTHS} are needed"
    return ""


def _share(amounts: Mapping[date, Mapping[str, float]], wanted: frozenset[str]) -> Share:
    return share_over_months(
        [
            (sum(amount for kind, amount in kinds.items() if kind in wanted), sum(kinds.values()))
            for _, kinds in sorted(amounts.items())
        ]
    )
