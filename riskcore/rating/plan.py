"""A rating plan as values: every rate, factor, cap and limit by which a premium is found. Pure.

Shares of premium are decimals (0.25 is 25 %), money is dollars. Nothing here is a regulatory fact: a
carrier files its own plan, and every figure names the plan it was made by.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from riskcore.rating.experience import SwingLimits
from riskcore.rating.layers import Course, FactorTable
from riskcore.rating.money import Rounding
from riskcore.rating.schedule import ScheduleTable

FORMAT = "commonward-rating-plan-1"
ONE = Decimal(1)


class DateBasis(StrEnum):
    """By which day a claim belongs to a year of experience."""

    OCCURRED = "occurred"
    MADE = "made"


class Losses(StrEnum):
    """Which money of a claim is counted, gross of any retention."""

    INDEMNITY_AND_EXPENSE = "indemnity_and_expense"
    INDEMNITY = "indemnity"


class Order(StrEnum):
    """Whether the cap is laid on losses as they were or as they would be in the term rated."""

    CAP_THEN_TREND = "cap_then_trend"
    TREND_THEN_CAP = "trend_then_cap"


class DevelopmentSource(StrEnum):
    """Where the development factors come from: the plan's own table or the carrier's book."""

    PLAN = "plan"
    BOOK = "book"


class Expected(StrEnum):
    """Where the expected pure premium of young years comes from."""

    CAPE_COD = "cape_cod"
    PLAN = "plan"


class KSource(StrEnum):
    """Where the credibility constant comes from."""

    BOOK = "book"
    FIXED = "fixed"


@dataclass(frozen=True, kw_only=True)
class ExposureClass:
    """One class of exposure. base: the exposure of the record it counts, "" where an underwriter enters
    it. count_as: what one of them counts (0.5 for part-time). rate: dollars a year for each counted, at
    the basic limit and retention."""

    key: str
    label: str
    base: str
    count_as: Decimal
    rate: Decimal


@dataclass(frozen=True, kw_only=True)
class OptionLoad:
    """Dollars a year added to the rate of some classes where the option is taken."""

    key: str
    label: str
    classes: tuple[str, ...]
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class AtAmount:
    """A factor that holds at one limit or retention, in dollars."""

    amount: Decimal
    factor: Decimal


@dataclass(frozen=True, kw_only=True)
class ClaimsMadeStep:
    """The factor of one year of claims-made cover; the last holds for every later year."""

    year: int
    factor: Decimal


@dataclass(frozen=True, kw_only=True)
class Territory:
    """The factor of one state."""

    state: str
    factor: Decimal


@dataclass(frozen=True, kw_only=True)
class Experience:
    """How losses become a modification.

    base: the exposure losses are measured against. years: of experience, ending with the day asked for.
    cap: dollars an occurrence. trend, exposure_trend: shares a year. places: of the modification.
    """

    base: str
    years: int
    basis: DateBasis
    losses: Losses
    cap: Decimal
    order: Order
    trend: Decimal
    exposure_trend: Decimal
    limits: SwingLimits
    places: int


@dataclass(frozen=True, kw_only=True)
class Maturity:
    """The factor from one age, in months, to ultimate."""

    age: int
    factor: Decimal


@dataclass(frozen=True, kw_only=True)
class Development:
    """How years of experience are brought to ultimate. maturities: the plan's own table; where the
    source is the book, it is the tail beyond the book's triangle and stands in where there is none.
    young: months below which a year is developed by Bornhuetter-Ferguson. pure_premium: dollars per
    unit of base, where expected is the plan's own."""

    source: DevelopmentSource
    maturities: tuple[Maturity, ...]
    young: int
    expected: Expected
    pure_premium: Decimal


@dataclass(frozen=True, kw_only=True)
class CredibilitySettings:
    """k: units of exposure over the whole experience period, where it is fixed."""

    source: KSource
    k: Decimal


@dataclass(frozen=True, kw_only=True)
class CreditLimit:
    """A credit the plan allows besides the schedule, and the largest share of premium it may take."""

    key: str
    label: str
    most: Decimal


@dataclass(frozen=True, kw_only=True)
class ReferralThreshold:
    """The bound of one referral rule under this plan; the desk knows the rules."""

    key: str
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class RatingPlan:
    """One version of a carrier's plan for one line, in one state or (state "") in all others.

    effective_on: terms that begin on this day or later are rated by it. basis: where its figures come
    from, in a sentence. credits_most: the largest share all credits together may take.
    """

    title: str
    carrier: str
    line: str
    state: str
    effective_on: date
    basis: str
    classes: tuple[ExposureClass, ...]
    options: tuple[OptionLoad, ...]
    basic_limit: Decimal
    limits: tuple[AtAmount, ...]
    basic_retention: Decimal
    retentions: tuple[AtAmount, ...]
    claims_made: tuple[ClaimsMadeStep, ...]
    territories: tuple[Territory, ...]
    experience: Experience
    development: Development
    credibility: CredibilitySettings
    schedule: ScheduleTable
    credits: tuple[CreditLimit, ...]
    credits_most: Decimal
    expense_constant: Decimal
    minimum_premium: Decimal
    rounding: Rounding
    referrals: tuple[ReferralThreshold, ...]

    @property
    def bases(self) -> tuple[str, ...]:
        """Every exposure of the record that the plan reads, each once, in the order of its classes."""
        named = [each.base for each in self.classes if each.base]
        return tuple(dict.fromkeys([self.experience.base, *named]))

    @cached_property
    def limit_table(self) -> FactorTable:
        """Increased-limit factors; between two limits in proportion."""
        return _table("increased limits", self.limits, Course.RISING)

    @cached_property
    def retention_table(self) -> FactorTable:
        """Factors of retentions; between two in proportion."""
        return _table("retentions", self.retentions, Course.FALLING)

    def territory(self, state: str) -> Decimal:
        """The factor of a state; 1 where the plan names none."""
        found = (each.factor for each in self.territories if each.state == state)
        return next(found, ONE)

    def claims_made_factor(self, year: int) -> Decimal:
        """The factor of a year of claims-made cover, from 1; the last step holds ever after."""
        reached = [step.factor for step in self.claims_made if step.year <= year]
        return reached[-1] if reached else ONE


def _table(name: str, steps: tuple[AtAmount, ...], course: Course) -> FactorTable:
    ordered = sorted((step.amount, step.factor) for step in steps)
    return FactorTable(name=name, points=tuple(ordered), course=course)
