"""Plans for the demonstration, one a line: declared assumptions, filed nowhere. Pure data.

They show every part of a plan at work. A carrier replaces them by its own; none of their figures is
published or filed, except where its basis says so.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from riskcore.rating.experience import SwingLimits
from riskcore.rating.money import Rounding
from riskcore.rating.plan import (
    AtAmount,
    ClaimsMadeStep,
    CredibilitySettings,
    CreditLimit,
    DateBasis,
    Development,
    DevelopmentSource,
    Expected,
    Experience,
    ExposureClass,
    KSource,
    Losses,
    Maturity,
    OptionLoad,
    Order,
    RatingPlan,
    ReferralThreshold,
    Territory,
)
from riskcore.rating.schedule import ScheduleItem, ScheduleTable, StateRule

D = Decimal
BASIS = (
    "Declared for the demonstration; filed in no state. The schedule table is the house's proposal."
)

OFFICERS = (
    ("officers", "Full-time equivalent officers", "officers", "1", "2050"),
    ("jailers", "Jailers and detention officers", "", "1", "1400"),
    ("reserves", "Part-time and reserve officers", "", "0.25", "2050"),
    ("others", "Other police employees", "", "1", "310"),
)
CLASSES: dict[str, tuple[tuple[str, str, str, str, str], ...]] = {
    "LEL": OFFICERS,
    "POL": (
        ("staff", "Full-time equivalent staff", "staff", "1", "215"),
        ("boards", "Boards and commissions", "", "1", "650"),
    ),
    "EPL": (
        ("staff", "Full-time equivalent staff", "staff", "1", "270"),
        ("seasonal", "Seasonal staff", "", "0.5", "270"),
    ),
    "ELL": (
        ("students", "Students enrolled", "students", "1", "15"),
        ("staff", "Full-time equivalent staff", "staff", "1", "12"),
    ),
}
OPTIONS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "LEL": (
        ("moonlighting", "Approved off-duty work", "officers", "85"),
        ("k9", "Police dogs on patrol", "officers", "40"),
    ),
    "POL": (("zoning", "Own zoning board", "staff", "12"),),
    "EPL": (("third_party", "Claims by third parties", "staff", "18"),),
    "ELL": (("special_education", "Special-education defence", "students", "1.5"),),
}
ITEMS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "LEL": (
        ("leadership", "Management and leadership", "-0.05", "0.05"),
        ("policies", "Policies current and legally reviewed", "-0.06", "0.06"),
        ("training", "Training and in-service", "-0.06", "0.06"),
        ("supervision", "Supervision, early intervention, internal affairs", "-0.05", "0.05"),
        ("accreditation", "Accreditation", "-0.10", "0"),
        ("cameras", "Body-worn cameras and their review", "-0.05", "0.03"),
        ("detention", "Detention", "-0.06", "0.06"),
        ("loss_control", "Loss-control recommendations carried out", "-0.05", "0.05"),
        ("community_trust", "Evidence of community trust", "-0.03", "0"),
    ),
    "POL": (
        ("leadership", "Management and leadership", "-0.05", "0.05"),
        ("procedures", "Written procedures and ethics policy", "-0.06", "0.06"),
        ("counsel", "Use of counsel before decisions", "-0.05", "0.05"),
        ("loss_control", "Loss-control recommendations carried out", "-0.05", "0.05"),
    ),
    "EPL": (
        ("handbook", "Handbook reviewed by counsel", "-0.06", "0.06"),
        ("training", "Harassment training", "-0.06", "0.06"),
        ("counsel", "Counsel's sign-off before terminations", "-0.05", "0.05"),
        ("loss_control", "Loss-control recommendations carried out", "-0.05", "0.05"),
    ),
    "ELL": (
        ("procedures", "Special-education procedures", "-0.06", "0.06"),
        ("supervision", "Supervision and bullying policy", "-0.06", "0.06"),
        ("training", "Training of staff", "-0.05", "0.05"),
        ("loss_control", "Loss-control recommendations carried out", "-0.05", "0.05"),
    ),
}
BASE = {"LEL": "officers", "POL": "staff", "EPL": "staff", "ELL": "students"}
LIMITS = (
    (100_000, "0.62"),
    (250_000, "0.78"),
    (500_000, "0.90"),
    (1_000_000, "1"),
    (2_000_000, "1.11"),
    (3_000_000, "1.18"),
    (5_000_000, "1.28"),
    (10_000_000, "1.42"),
)
RETENTIONS = (
    (0, "1.08"),
    (2_500, "1.05"),
    (5_000, "1.02"),
    (10_000, "1"),
    (15_000, "0.97"),
    (25_000, "0.92"),
    (50_000, "0.84"),
    (100_000, "0.74"),
    (250_000, "0.58"),
)
STEPS = ("0.60", "0.78", "0.90", "0.96", "1")
MATURITIES = {
    "LEL": ((12, "3.2"), (24, "1.75"), (36, "1.32"), (48, "1.15"), (60, "1.07"), (84, "1.02")),
    "POL": ((12, "2.6"), (24, "1.5"), (36, "1.2"), (48, "1.09"), (60, "1.03")),
    "EPL": ((12, "2.2"), (24, "1.35"), (36, "1.12"), (48, "1.05"), (60, "1.02")),
    "ELL": ((12, "2.5"), (24, "1.45"), (36, "1.18"), (48, "1.08"), (60, "1.03")),
}
TERRITORIES = (("CA", "1.25"), ("IL", "1.12"), ("NJ", "1.15"), ("NY", "1.20"), ("OK", "0.94"))


def first_plan(*, line: str, carrier: str, effective_on: date) -> RatingPlan:
    """The plan that is in force in the demonstration."""
    return RatingPlan(
        title=f"Demonstration plan {line}, first edition",
        carrier=carrier,
        line=line,
        state="",
        effective_on=effective_on,
        basis=BASIS,
        classes=tuple(
            ExposureClass(key=key, label=label, base=base, count_as=D(count), rate=D(rate))
            for key, label, base, count, rate in CLASSES[line]
        ),
        options=tuple(
            OptionLoad(key=key, label=label, classes=(of,), amount=D(amount))
            for key, label, of, amount in OPTIONS[line]
        ),
        basic_limit=D(1_000_000),
        limits=tuple(AtAmount(amount=D(at), factor=D(factor)) for at, factor in LIMITS),
        basic_retention=D(10_000),
        retentions=tuple(AtAmount(amount=D(at), factor=D(factor)) for at, factor in RETENTIONS),
        claims_made=tuple(
            ClaimsMadeStep(year=year, factor=D(factor)) for year, factor in enumerate(STEPS, 1)
        ),
        territories=tuple(Territory(state=state, factor=D(f)) for state, f in TERRITORIES),
        experience=_experience(line),
        development=Development(
            source=DevelopmentSource.PLAN,
            maturities=tuple(Maturity(age=age, factor=D(f)) for age, f in MATURITIES[line]),
            young=36,
            expected=Expected.CAPE_COD,
            pure_premium=D(0),
        ),
        credibility=CredibilitySettings(source=KSource.BOOK, k=D(0)),
        schedule=_schedule(line),
        credits=(
            CreditLimit(key="accreditation", label="Accreditation in force", most=D("0.10")),
            CreditLimit(key="best_practices", label="Assessment of good practice", most=D("0.05")),
        ),
        credits_most=D("0.15"),
        expense_constant=D(250),
        minimum_premium=D(2500),
        rounding=Rounding.DOLLAR,
        referrals=(
            ReferralThreshold(key="exposure.officers", value=D(250)),
            ReferralThreshold(key="claims.large", value=D(250_000)),
            ReferralThreshold(key="losses.ratio", value=D(65)),
        ),
    )


def _schedule(line: str) -> ScheduleTable:
    items = tuple(
        ScheduleItem(key=key, label=label, low=D(low), high=D(high))
        for key, label, low, high in ITEMS[line]
    )
    florida = StateRule(
        state="FL", least_premium=D(1000), source="Florida Administrative Code 69O-170.004."
    )
    return ScheduleTable(
        items=items, low=D("-0.25"), high=D("0.25"), states=(florida,), least_credibility=D(0)
    )


def _experience(line: str) -> Experience:
    return Experience(
        base=BASE[line],
        years=5,
        basis=DateBasis.OCCURRED,
        losses=Losses.INDEMNITY_AND_EXPENSE,
        cap=D(250_000),
        order=Order.CAP_THEN_TREND,
        trend=D("0.05"),
        exposure_trend=D("0.01"),
        limits=SwingLimits(lowest=0.60, highest=1.75),
        places=3,
    )


def second_plan(*, line: str, carrier: str, effective_on: date) -> RatingPlan:
    """The edition that is proposed after it: dearer, with a higher cap, a narrower band within which the
    modification moves by a quarter a year at most, development read off the carrier's own book, more
    credit for accreditation and one for outreach by letter, so that a change of plan has something to
    show."""
    first = first_plan(line=line, carrier=carrier, effective_on=effective_on)
    limits = SwingLimits(lowest=0.70, highest=1.60, yearly=0.25)
    return replace(
        first,
        title=f"Demonstration plan {line}, second edition",
        classes=tuple(
            replace(each, rate=(each.rate * D("1.04")).quantize(D("0.01")))
            for each in first.classes
        ),
        experience=replace(first.experience, cap=D(350_000), trend=D("0.06"), limits=limits),
        development=replace(first.development, source=DevelopmentSource.BOOK),
        credits=(
            replace(first.credits[0], most=D("0.12")),
            *first.credits[1:],
            CreditLimit(key="outreach", label="Outreach, by letter", most=D("0.03")),
        ),
    )
