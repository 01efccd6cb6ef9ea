"""What the risk is measured against: officers, population, students, staff, budget, activity."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Sum

from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.factors.registry import Scope
from riskcore.facts import Fact, FactQuerySet
from riskcore.periods import Period, add_months, months, trailing_years


class ExposureBase(models.TextChoices):
    OFFICERS = "officers", "full-time equivalent officers"
    POPULATION = "population", "residents"
    STUDENTS = "students", "students enrolled"
    STAFF = "staff", "full-time equivalent staff"
    BUDGET = "budget", "operating budget, dollars"
    CALLS = "calls", "calls for service"
    ARRESTS = "arrests", "arrests"
    CONTACTS = "contacts", "stops and other contacts"
    STOPS = "stops", "stops"
    SWORN = "sworn", "sworn officers"


STOCKS = frozenset(
    {
        ExposureBase.OFFICERS,
        ExposureBase.POPULATION,
        ExposureBase.STUDENTS,
        ExposureBase.STAFF,
        ExposureBase.SWORN,
    }
)


class ExposureQuerySet(FactQuerySet["Exposure"]):
    pass


class Exposure(Fact):
    """The quantity of one base for one client in one month.

    Stock bases (officers, population, students, staff, sworn) are the month's mean; flows (budget,
    calls, arrests, contacts, stops) the month's sum. A later row for the same month supersedes an
    earlier one.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="exposures")
    base = models.CharField(max_length=16, choices=ExposureBase.choices)
    month = models.DateField()
    quantity = models.DecimalField(max_digits=16, decimal_places=2)

    objects = ExposureQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "base", "month", "recorded_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(quantity__gte=0), name="exposure_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="exposure_month_is_a_first"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["client", "base", "month"], name="exposure_client_base_month"),
            models.Index(fields=["base", "month"], name="exposure_base_month"),
        ]

    def __str__(self) -> str:
        return f"{self.get_base_display()} {self.month:%Y-%m}: {self.quantity}"


@dataclass(frozen=True, kw_only=True)
class ExposureAmount:
    """The exposure of one client over a period, and how much of the period is known.

    quantity: for stocks, base-years (officer-years) over the known months; for flows, their sum.
    """

    quantity: Decimal
    months_known: int
    months_asked: int

    @property
    def is_complete(self) -> bool:
        return self.months_known == self.months_asked


def amounts(
    *,
    base: ExposureBase,
    client_ids: Collection[int],
    period: Period,
    known_at: datetime | None = None,
) -> dict[int, ExposureAmount]:
    """Exposure by client id over the period, in one query; clients with no known month are left out.

    Of several rows for one month the last recorded counts.
    """
    [found] = amounts_by_period(
        base=base, client_ids=client_ids, periods=[period], known_at=known_at
    )
    return found


def amounts_by_period(
    *,
    base: ExposureBase,
    client_ids: Collection[int],
    periods: Sequence[Period],
    known_at: datetime | None = None,
) -> list[dict[int, ExposureAmount]]:
    """``amounts`` of each of these periods, all of them in one query."""
    asked = [months(period) for period in periods]
    within = [Q(month__gte=firsts[0], month__lte=firsts[-1]) for firsts in asked]
    known = Exposure.objects.known_at(known_at).filter(
        client__in=client_ids,
        base=base,
        month__gte=min(firsts[0] for firsts in asked),
        month__lte=max(firsts[-1] for firsts in asked),
    )
    later = known.filter(
        client=OuterRef("client"), month=OuterRef("month"), pk__gt=OuterRef("pk")
    ).order_by()
    sums = {f"total_{at}": Sum("quantity", filter=each) for at, each in enumerate(within)}
    counts = {f"known_{at}": Count("id", filter=each) for at, each in enumerate(within)}
    rows = (
        known.filter(~Exists(later))
        .order_by()
        .values("client_id")
        .annotate(**sums, **counts)
        .values_list("client_id", *sums, *counts)
    )
    divisor = 12 if base in STOCKS else 1
    found: list[dict[int, ExposureAmount]] = [{} for _ in asked]
    for client_id, *figures in rows:
        for at, (total, count) in enumerate(
            zip(figures[: len(asked)], figures[len(asked) :], strict=True)
        ):
            if count:
                found[at][client_id] = ExposureAmount(
                    quantity=Decimal(total) / divisor,
                    months_known=count,
                    months_asked=len(asked[at]),
                )
    return found


def amounts_of(
    scope: Scope, *, base: ExposureBase, period: Period, known_at: datetime | None = None
) -> dict[int, ExposureAmount]:
    """``amounts`` of a scope's clients, read by the first measure of a build that asks."""
    return scope.once(
        ("exposures", base, period, known_at),
        lambda: amounts(base=base, client_ids=scope.client_ids, period=period, known_at=known_at),
    )


@dataclass(frozen=True, kw_only=True)
class YearOfExposure:
    """One base over one year. amount: None where no month is known; missing: first days of the months
    nothing is known of."""

    base: str
    base_label: str
    is_stock: bool
    period: Period
    amount: ExposureAmount | None
    missing: tuple[date, ...]


def by_year(
    *, by: Person, client_code: str, as_of: date, years: int = 6, known_at: datetime | None = None
) -> tuple[YearOfExposure, ...]:
    """Each base ever recorded for the client over each of its last years, by base, the latest year
    first, in one query for the figures. The years end with the last month recorded by ``as_of``.

    Raises NotFound.
    """
    client = find(by=by, code=client_code)
    known: dict[str, dict[date, Decimal]] = {}
    recorded = Exposure.objects.visible_to(by).known_at(known_at).filter(client=client)
    rows = recorded.filter(month__lte=as_of).order_by("id")
    for base, month, quantity in rows.values_list("base", "month", "quantity"):
        known.setdefault(base, {})[month] = quantity
    if not known:
        return ()
    last = max(max(figures) for figures in known.values())
    periods = trailing_years(add_months(last, 1) - timedelta(days=1), years)
    return tuple(
        _year(base, known[base], period)
        for base in ExposureBase
        if base in known
        for period in reversed(periods)
    )


def _year(base: ExposureBase, known: dict[date, Decimal], period: Period) -> YearOfExposure:
    asked = months(period)
    found = [known[month] for month in asked if month in known]
    divisor = 12 if base in STOCKS else 1
    amount = ExposureAmount(
        quantity=sum(found, Decimal(0)) / divisor, months_known=len(found), months_asked=len(asked)
    )
    return YearOfExposure(
        base=base.value,
        base_label=base.label,
        is_stock=base in STOCKS,
        period=period,
        amount=amount if found else None,
        missing=tuple(month for month in asked if month not in known),
    )
