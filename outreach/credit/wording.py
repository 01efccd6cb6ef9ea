"""The credit in sentences, for pages, paper and the report. Pure.

They promise nothing and name no effect: a credit is for work that was done, proved and measured.
"""

from decimal import Decimal
from typing import Final

from outreach.credit.explain import Explained
from outreach.credit.plan import CreditPlan
from outreach.credit.result import Credit, Known
from riskcore.units import NBSP, PERCENT, write_date, write_number

BASE: Final = "of the law-enforcement liability premium"
AUDITED: Final = {
    "failed": "It failed an audit, so nothing of it counts until it is reviewed again.",
    "limited": "Another item of its submitter failed an audit, so it counts on own papers only until it "
    "is reviewed again.",
}


def write_percent(value: Decimal) -> str:
    return PERCENT.write(value)


def headline(credit: Credit) -> str:
    """The credit in one sentence, or why there is none."""
    if credit.percent is None:
        return f"The outreach credit cannot be computed, because {credit.because}."
    if credit.percent:
        return f"The outreach credit is {write_percent(credit.percent)} {BASE}."
    assert credit.score is not None  # noqa: S101  # narrows the type
    gate = credit.score.gate
    if gate.factor == 0:
        return f"There is no outreach credit, because the gate is closed. {gate.reason}"
    return (
        f"There is no outreach credit yet: {write_number(credit.score.total, 1)} points, and a credit "
        f"begins above {credit.plan.first_paid_total:g}."
    )


def sum_in_words(credit: Credit) -> str:
    """How the total comes about, in figures."""
    if credit.score is None:
        return ""
    score = credit.score
    strategies = sum(each.points for each in score.strategies)
    total = (
        f"Total = gate × (coverage × strategies + outcome) = {score.gate.factor:g} × "
        f"({score.coverage:.2f} × {write_number(strategies, 1)} + {write_number(score.outcome, 1)}) = "
        f"{write_number(score.total, 1)} points."
    )
    if credit.by_score is None or credit.percent is None or not (credit.by_score or credit.percent):
        return total
    plan = credit.plan
    share = (
        f"Of the cap of {write_percent(credit.cap)} that is ({write_number(score.total, 1)} − "
        f"{plan.first_paid_total:g}) / {plan.full_total - plan.first_paid_total:g}, rounded down: "
        f"{write_percent(credit.by_score)}."
    )
    limit = (
        f"A year before, {write_percent(credit.known.before)} was in force; within a year it moves by "
        f"at most {plan.yearly_change}{NBSP}points, so it is {write_percent(credit.percent)}."
    )
    return " ".join([total, share, *([limit] if credit.is_limited else [])])


def how_long(credit: Credit) -> str:
    """From when to when it holds."""
    return f"from {write_date(credit.as_of)} to {write_date(credit.last_day)}"


def why_item(line: Explained, known: Known) -> str:
    """Why an item counts nothing or less, "" where nothing stands in its way."""
    key = line.scored.item.key
    if key in known.audits:
        return AUDITED[known.audits[key]]
    if line.scored.reason:
        return line.scored.reason
    if line.scored.item.people is None:
        return "Nobody counted its people, so it counts for having been done."
    return ""


def item_formula(plan: CreditPlan) -> str:
    """What an item earns and what a further one of its kind counts, with the plan's figures."""
    doing = plan.share_for_doing
    return (
        f"An item earns v × ({doing:g} + {1 - doing:g} r) × d; the k-th of a kind within a strategy "
        f"counts {plan.repeat:g} to the power k − 1 of it."
    )
