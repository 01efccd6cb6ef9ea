"""Which bounds the referral rules have for a client: those of the rating plans its terms fall under."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from riskcore.clients.models import Client
from riskcore.policies import CoveragePart, Policy
from riskcore.rating import plan_queries
from riskcore.rating.plan import RatingPlan
from riskcore.rating.plan_checks import PLAN_CHECKS, PlanCheck
from riskcore.rating.plan_form import PlanProblem
from riskcore.underwriting.plan import PLAN, Bounds, ReferralPlan


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Terms that a plan is asked for. lines: those offered; none where those held on ``on`` count."""

    client: Client
    on: date
    lines: tuple[str, ...] = ()


def plans_for(asked: Sequence[Asked]) -> Mapping[int, ReferralPlan]:
    """By client id the rules under the bounds of the rating plans in force for its terms.

    Two queries for each line and day that is asked for, and one for the lines held, however many
    clients; asks for nobody's permission.
    """
    held = _held([each for each in asked if not each.lines])
    lines = {each.client.pk: each.lines or held.get(each.client.pk, ()) for each in asked}
    wanted: dict[tuple[str, date], set[int]] = {}
    for each in asked:
        for line in lines[each.client.pk]:
            wanted.setdefault((line, each.on), set()).add(each.client.carrier_id)
    in_force = {
        (line, on): plan_queries.in_force(carrier_ids=carriers, line=line, on=on)
        for (line, on), carriers in wanted.items()
    }
    return {
        each.client.pk: PLAN.under(
            _bounds(each.client, [in_force[line, each.on] for line in lines[each.client.pk]])
        )
        for each in asked
    }


def _bounds(
    client: Client, plans: Iterable[Mapping[tuple[int, str], plan_queries.Chosen]]
) -> Iterable[Bounds]:
    for of_line in plans:
        own, any_state = (client.carrier_id, client.state), (client.carrier_id, "")
        chosen = of_line.get(own) or of_line.get(any_state)
        if chosen is not None:
            stated = {each.key: each.value for each in chosen.plan.referrals}
            yield Bounds(number=chosen.number, values=stated)


def _held(asked: Collection[Asked]) -> dict[int, tuple[str, ...]]:
    """The lines of the policies that run on the day, by client id; one query for each day."""
    found: dict[int, set[str]] = {}
    for day in {each.on for each in asked}:
        ids = [each.client.pk for each in asked if each.on == day]
        running = Policy.objects.current().filter(
            client__in=ids, starts_on__lte=day, ends_on__gt=day
        )
        parts = CoveragePart.objects.filter(policy__in=running).order_by()
        for client_id, line in parts.values_list("policy__client", "line").distinct():
            found.setdefault(client_id, set()).add(line)
    return {pk: tuple(sorted(lines)) for pk, lines in found.items()}


def unknown_bounds(plan: RatingPlan) -> tuple[PlanProblem, ...]:
    """What is wrong with a rating plan's bounds of referral: keys that are no rule's with a bound."""
    known = ", ".join(sorted(PLAN.bounded))
    return tuple(
        PlanProblem(
            place=f"referrals.{each.key}",
            sentence=f"referrals: {each.key!r} is no rule of referral that has a bound; those that "
            f"have one are {known}.",
        )
        for each in plan.referrals
        if each.key not in PLAN.bounded
    )


def register() -> None:
    PLAN_CHECKS.register(
        PlanCheck(key="referrals", label="Bounds of referral name rules", check=unknown_bounds)
    )
