"""The synthetic book's clocks and early warnings: a contract's limit, rules, alerts at every state.

Nothing here is measured on a real department; the words are invented.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from typing import Any

from accountability.activity.models import OfficerMonth
from accountability.clocks.models import ContractLimit
from accountability.clocks.plan import Unit
from accountability.warnings.evaluating import raise_alerts
from accountability.warnings.history import departments
from accountability.warnings.models import Alert, AlertStep, RuleVersion
from accountability.warnings.plan import DEFAULT_RULES, FOLLOW_UP_DAYS, written
from accountability.warnings.rules import Kind, Rule
from accountability.warnings.states import NO_ACTION
from riskcore.access.models import Membership, User
from riskcore.periods import add_months
from riskcore.synthetic.registry import PARTS, BookContext, Member, Part

# Declared: so many departments have adopted rules, and were asked at so many month ends.
MOST_DEPARTMENTS, MONTHS = 12, 8
# Declared: what came of alerts that are old enough; every fourth is still waiting.
ANSWERS: tuple[tuple[str, str, str, str], ...] = (
    (NO_ACTION, "All complaints are about one call, and the recording bears the officer out.", "", ""),
    ("counselling", "Talked over tone at traffic stops; the officer sees the point.", "helped",
     "No complaint since."),
    ("", "", "", ""),
    ("training", "Booked on the de-escalation course of the county.", "", ""),
    ("mentoring", "Rides with a field-training officer for a month.", "unchanged",
     "Two more complaints about language; to be looked at again."),
)  # fmt: skip


def build(context: BookContext) -> dict[str, int]:
    """Limits of contracts, rules and alerts of the first police clients."""
    police = [member for member in context.members if member.has_police][:MOST_DEPARTMENTS]
    ends = context.plan.ends_on
    totals = dict.fromkeys(("contract limits", "alerts"), 0)
    records = departments([member.client.pk for member in police])
    for done, member in enumerate(police):
        _agree(member, context)
        totals["contract limits"] += 1
        _adopt(member, context)
        for back in reversed(range(MONTHS)):
            month_end = add_months(ends + timedelta(days=1), -back) - timedelta(days=1)
            record = records.get(member.client.pk)
            raise_alerts(by=context.by, client=member.client, as_of=month_end, record=record)
        totals["alerts"] += _answer(member, context)
        context.report("early warnings", done + 1, len(police))
    return totals


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def _agree(member: Member, context: BookContext) -> None:
    start = context.plan.ends_on.replace(year=context.plan.ends_on.year - 5)
    ContractLimit.objects.create(
        client=member.client,
        label="Agreement, article 14",
        starts="received",
        ends="noticed",
        length=180,
        unit=Unit.DAYS.name,
        bars=True,
        in_force_on=start,
        source="Article 14 of the invented agreement with the officers' association: no discipline "
        "later than 180 days after the department received the complaint.",
        recorded_by=context.by,
        recorded_at=_at(start),
    )


def _adopt(member: Member, context: BookContext) -> None:
    """The default rules, and the one that compares with peers where service is on record."""
    recorded = OfficerMonth.objects.filter(officer__client=member.client).exists()

    def serves(rule: Rule) -> bool:
        return recorded and rule.kind is Kind.PEERS

    start = add_months(context.plan.ends_on, -MONTHS - 1)
    RuleVersion.objects.create(
        client=member.client,
        number=1,
        rules=written([replace(rule, on=rule.on or serves(rule)) for rule in DEFAULT_RULES]),
        in_force_on=start,
        reason="Adopted for a first year, to be looked at again with what they flagged.",
        adopted_by=context.by,
        recorded_at=_at(start),
    )


def _answer(member: Member, context: BookContext) -> int:
    """What supervisors did with alerts older than a month; younger ones wait, some of them assigned."""
    people = _people(member)
    alerts = list(Alert.objects.filter(client=member.client).order_by("raised_on", "pk"))
    answers = cycle(ANSWERS)
    for place, alert in enumerate(alerts):
        owner = people[place % len(people)] if people else context.by
        age = (context.plan.ends_on - alert.raised_on).days
        decision, reason, outcome, note = next(answers)
        changes: dict[str, Any] = {}
        if place % 3 or decision:
            changes = {"status": "assigned", "owner": owner}
            _step(alert, "assign", owner, 2)
        if decision and age > 30:
            day = alert.raised_on + timedelta(days=9 + place % 17)
            changes |= {
                "decision": decision,
                "decision_reason": reason,
                "answered_by": owner,
                "answered_on": day,
                "status": "closed" if decision == NO_ACTION else "followed_up",
                "closed_on": day if decision == NO_ACTION else None,
                "follow_up_on": None if decision == NO_ACTION else day + timedelta(FOLLOW_UP_DAYS),
            }
            _step(alert, "dismiss" if decision == NO_ACTION else "intervene", owner, 9, reason)
            if outcome and age > 150:
                changes |= {
                    "status": "closed",
                    "outcome": outcome,
                    "closed_on": day + timedelta(days=FOLLOW_UP_DAYS),
                }
                _step(alert, "close", owner, 9 + FOLLOW_UP_DAYS, note)
        if changes:
            Alert.objects.filter(pk=alert.pk).update(**changes, version=alert.version + 1)
    return len(alerts)


def _people(member: Member) -> list[User]:
    members = Membership.objects.filter(
        organisation__department__client=member.client, ended_at__isnull=True
    )
    return [row.user for row in members.select_related("user").order_by("pk")]


def _step(alert: Alert, verb: str, by: User, after: int, note: str = "") -> None:
    day = alert.raised_on + timedelta(days=after)
    AlertStep.objects.create(
        alert=alert,
        verb=verb,
        by=by,
        happened_on=day,
        recorded_at=_at(day),
        owner=by if verb == "assign" else None,
        note=note,
    )


PARTS.register(Part(key="timeliness", label="Clocks and early warnings", order=320, build=build))
