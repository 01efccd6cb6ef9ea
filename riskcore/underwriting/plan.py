"""The referral rules that hold where no plan says otherwise, as data with a name and a source. Pure.

The thresholds are working figures for delegated authority and no regulatory fact: a carrier's own plan
puts others in their place by key (``under``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from riskcore.underwriting.codes import BlockingPoint, Comparator
from riskcore.underwriting.rules import ReferralRule
from riskcore.units import COUNT, DAYS, DOLLARS, PERCENT, Unit

USUAL = "Usual triggers of referral in delegated authority; the threshold is a declared default."
TERMS = "Retro dates never advance by themselves: moving one takes cover for prior acts away."
OFFICERS = Unit("officers", "officers")
MONTHS = Unit("months", "months")
CAVEAT = (
    "More complaints may mean that people are heard; this starts a conversation and never moves "
    "a price."
)


@dataclass(frozen=True, kw_only=True)
class ReferralPlan:
    """One version of the rules. severe_causes: codes of causes that are referred while a claim is open.
    years: the window of loss questions, ending with the day asked."""

    key: str
    rules: tuple[ReferralRule, ...]
    severe_causes: tuple[str, ...] = ("UOF-D", "CUS-S", "CUS-D")
    custody_causes: tuple[str, ...] = ("CUS-S", "CUS-M", "CUS-D", "CUS-A", "STR")
    years: int = 5
    ratio_years: int = 3

    def rule(self, key: str) -> ReferralRule | None:
        return next((rule for rule in self.rules if rule.key == key), None)

    @property
    def bounded(self) -> frozenset[str]:
        """Keys of the rules that have a bound, which a rating plan may put another in place of."""
        return frozenset(rule.key for rule in self.rules if rule.value is not None)

    def under(self, bounds: Iterable["Bounds"]) -> "ReferralPlan":
        """This plan with the bounds of rating plans in place of its own.

        Where several give one for a rule (terms of several lines), the strictest holds: what one
        plan wants referred is referred. A key that is no bounded rule's changes nothing.
        """
        stated = [
            (key, value, each.number) for each in bounds for key, value in each.values.items()
        ]
        return replace(self, rules=tuple(_under(rule, stated) for rule in self.rules))


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What one rating plan says of rules of referral. number: the plan's; values: bound by rule."""

    number: str
    values: Mapping[str, Decimal]


def _under(rule: ReferralRule, stated: Sequence[tuple[str, Decimal, str]]) -> ReferralRule:
    mine = [(value, number) for key, value, number in stated if key == rule.key]
    if rule.value is None or not mine:
        return rule
    loosest_first = rule.comparator is Comparator.LESS_THAN
    value, number = (max if loosest_first else min)(mine)
    return replace(rule, value=value, bound_from=number)


ANSWERED = "The question bank of the application names the answer as one that is referred."


def _of_answer(order: int, key: str, label: str, blocking: BlockingPoint) -> ReferralRule:
    """A rule that fires on an answer of the submission, as the bank says which."""
    return ReferralRule(
        key=key,
        label=label,
        measure=key,
        comparator=Comparator.FOUND,
        value=None,
        unit=COUNT,
        blocking=blocking,
        sentence="{words}",
        source=ANSWERED,
        order=order,
    )


OTHER_ANSWER = "submission.other"
SUBMISSION_RULES = tuple(
    _of_answer(171 + at, f"submission.{key}", label, blocking)
    for at, (key, label, blocking) in enumerate(
        (
            ("known_circumstances", "Acts known and not reported", BlockingPoint.QUOTE),
            ("k9_uncertified", "Dogs or handlers not certified", BlockingPoint.QUOTE_RELEASE),
            (
                "moonlighting_unapproved",
                "Off-duty work not approved each time",
                BlockingPoint.QUOTE_RELEASE,
            ),
            ("reduction_in_force", "Reduction in force planned", BlockingPoint.QUOTE),
            ("moratorium", "Moratorium on building", BlockingPoint.QUOTE),
            ("debt_default", "Default on debt", BlockingPoint.QUOTE),
            ("official_indicted", "Official recalled or indicted", BlockingPoint.QUOTE),
            ("no_title_ix", "No Title IX coordinator", BlockingPoint.QUOTE_RELEASE),
            ("no_restraint_policy", "No policy on seclusion and restraint", BlockingPoint.QUOTE),
            ("no_background_check", "Employees without a background check", BlockingPoint.QUOTE),
            ("other", "Another answer that the question bank refers", BlockingPoint.QUOTE),
        )
    )
)

PLAN = ReferralPlan(
    key="referral-2026.2",
    rules=(
        ReferralRule(
            key="authority.above",
            label="Terms above the underwriter's own authority",
            measure="authority",
            comparator=Comparator.FOUND,
            value=None,
            unit=COUNT,
            blocking=BlockingPoint.QUOTE,
            sentence="{words}",
            source="The grants of authority themselves.",
            order=10,
            dimension="authority",
        ),
        ReferralRule(
            key="terms.retro_advanced",
            label="Retro date later than in the expiring term",
            measure="terms.retro",
            comparator=Comparator.FOUND,
            value=None,
            unit=COUNT,
            blocking=BlockingPoint.QUOTE,
            sentence="{words}",
            source=TERMS,
            order=20,
        ),
        ReferralRule(
            key="terms.schedule",
            label="Schedule credit or debit beyond the usual",
            measure="terms.schedule",
            comparator=Comparator.BEYOND,
            value=Decimal(25),
            unit=PERCENT,
            blocking=BlockingPoint.QUOTE_RELEASE,
            sentence="{words}; beyond {bound} either way it takes a second pair of eyes.",
            source="Schedule plans are usually held to 25 % either way; states differ.",
            order=30,
            dimension="schedule",
        ),
        ReferralRule(
            key="terms.below_indicated",
            label="Premium far below what is indicated",
            measure="terms.below_indicated",
            comparator=Comparator.MORE_THAN,
            value=Decimal(25),
            unit=PERCENT,
            blocking=BlockingPoint.QUOTE_RELEASE,
            sentence="{words}; more than {bound} below takes a second pair of eyes.",
            source="As far as schedule plans usually reach; beyond it the price leaves the plan.",
            order=35,
        ),
        ReferralRule(
            key="exposure.officers",
            label="Large force",
            measure="exposure.officers",
            comparator=Comparator.MORE_THAN,
            value=Decimal(250),
            unit=OFFICERS,
            blocking=BlockingPoint.QUOTE,
            sentence="The force counts {value}; more than {bound} are referred.",
            source=USUAL,
            order=40,
            dimension="officers",
        ),
        ReferralRule(
            key="exposure.jail",
            label="Jail or lock-up",
            measure="exposure.jail",
            comparator=Comparator.FOUND,
            value=None,
            unit=COUNT,
            blocking=BlockingPoint.QUOTE,
            sentence="{words}",
            source=USUAL,
            order=50,
        ),
        ReferralRule(
            key="claims.large",
            label="Large claim",
            measure="claims.incurred",
            comparator=Comparator.AT_LEAST,
            value=Decimal(250_000),
            unit=DOLLARS,
            blocking=BlockingPoint.QUOTE,
            sentence="{words} stands at {value} incurred; from {bound} on a claim is referred.",
            source=USUAL,
            order=60,
        ),
        ReferralRule(
            key="claims.half_of_limit",
            label="Claim near its limit",
            measure="claims.share_of_limit",
            comparator=Comparator.AT_LEAST,
            value=Decimal(50),
            unit=PERCENT,
            blocking=BlockingPoint.QUOTE,
            sentence="{words} has used {value} of its limit; from {bound} on it is referred.",
            source=USUAL,
            order=70,
        ),
        ReferralRule(
            key="claims.severe_open",
            label="Open shooting or death in custody",
            measure="claims.severe_open",
            comparator=Comparator.FOUND,
            value=None,
            unit=COUNT,
            blocking=BlockingPoint.QUOTE,
            sentence="{words} is open.",
            source=USUAL,
            order=80,
        ),
        ReferralRule(
            key="losses.ratio",
            label="Loss ratio of three years",
            measure="losses.ratio",
            comparator=Comparator.MORE_THAN,
            value=Decimal(65),
            unit=PERCENT,
            blocking=BlockingPoint.QUOTE,
            sentence="{words}; more than {bound} is referred.",
            source="Referral at 60 to 70 % over three years is usual; the middle is the default.",
            order=90,
        ),
        ReferralRule(
            key="claims.repeated",
            label="Repeated paid claims of one cause",
            measure="claims.repeated",
            comparator=Comparator.AT_LEAST,
            value=Decimal(3),
            unit=COUNT,
            blocking=BlockingPoint.QUOTE_RELEASE,
            sentence="{words}; from {bound} on they are referred.",
            source=USUAL,
            order=100,
        ),
        ReferralRule(
            key="claims.same_officer",
            label="Paid claims that name one officer",
            measure="claims.same_officer",
            comparator=Comparator.AT_LEAST,
            value=Decimal(3),
            unit=COUNT,
            blocking=BlockingPoint.QUOTE_RELEASE,
            sentence="{words}; from {bound} on they are referred.",
            source=USUAL,
            order=110,
        ),
        ReferralRule(
            key="coverage.gap",
            label="Days without cover",
            measure="coverage.gap",
            comparator=Comparator.FOUND,
            value=None,
            unit=DAYS,
            blocking=BlockingPoint.BIND,
            sentence="{words}",
            source=TERMS,
            order=120,
        ),
        ReferralRule(
            key="coverage.retro_advanced",
            label="Retro date advanced between recorded terms",
            measure="coverage.retro_advanced",
            comparator=Comparator.FOUND,
            value=None,
            unit=DAYS,
            blocking=BlockingPoint.QUOTE,
            sentence="{words}",
            source=TERMS,
            order=130,
        ),
        ReferralRule(
            key="recommendations.critical_overdue",
            label="Critical recommendation overdue",
            measure="recommendations.critical_overdue",
            comparator=Comparator.AT_LEAST,
            value=Decimal(1),
            unit=DAYS,
            blocking=BlockingPoint.BIND,
            sentence="{words} is {value} overdue.",
            source="Underwriters ask for the number of critical recommendations overdue.",
            order=140,
            dimension="critical",
        ),
        ReferralRule(
            key="entity.consent_decree",
            label="Consent decree",
            measure="entity.consent_decree",
            comparator=Comparator.FOUND,
            value=None,
            unit=COUNT,
            blocking=BlockingPoint.QUOTE,
            sentence="{words}",
            source=USUAL,
            order=150,
        ),
        ReferralRule(
            key="entity.non_renewed_elsewhere",
            label="Not renewed by another carrier",
            measure="entity.non_renewed_elsewhere",
            comparator=Comparator.FOUND,
            value=None,
            unit=COUNT,
            blocking=BlockingPoint.QUOTE,
            sentence="{words}",
            source=USUAL,
            order=160,
        ),
        ReferralRule(
            key="policies.age",
            label="Pursuit or force policy not revised lately",
            measure="policies.age",
            comparator=Comparator.MORE_THAN,
            value=Decimal(24),
            unit=MONTHS,
            blocking=BlockingPoint.QUOTE_RELEASE,
            sentence="{words}; older than {bound} is referred.",
            source=USUAL,
            order=170,
        ),
        *SUBMISSION_RULES,
        ReferralRule(
            key="watch.outside_band",
            label="Complaint or force rate outside the peers' middle half",
            measure="watch.outside_band",
            comparator=Comparator.FOUND,
            value=None,
            unit=COUNT,
            blocking=BlockingPoint.NONE,
            sentence="{words} " + CAVEAT,
            source="Hickman and Poore 2015: such counts do not compare agencies; a talk, not a price.",
            order=190,
            watch=True,
        ),
    ),
)
