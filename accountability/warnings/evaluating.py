"""Asking a department's rules as of a day, and raising the alerts they call for. Repeating changes
nothing: an officer has one open alert, and what was answered is not raised again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

import numpy as np
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from accountability.complaints.models import Allegation
from accountability.warnings.history import Department, departments
from accountability.warnings.models import Alert, AlertStep, RuleVersion
from accountability.warnings.plan import ANSWER_DAYS, read
from accountability.warnings.reasons import Hit, Known, reasons
from accountability.warnings.rules import Assessment, Level, Rule, assess, window
from riskcore.access.models import User
from riskcore.access.scoping import system_user
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput
from riskcore.periods import add_months


@dataclass(frozen=True, kw_only=True)
class Flagged:
    """One officer whom rules flagged. newest_on: the last day of anything that they counted."""

    officer_id: int
    hits: tuple[Hit, ...]
    newest_on: date

    @property
    def level(self) -> str:
        return max((hit.level for hit in self.hits), key=lambda level: level.value).name.lower()

    @property
    def rule_keys(self) -> list[str]:
        return sorted(hit.rule.key for hit in self.hits)


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What an evaluation came to: alerts raised and added to, officers whose alert already says it, and
    the rules that could assess nobody, each with the reason."""

    raised: int = 0
    added_to: int = 0
    unchanged: int = 0
    cannot: Mapping[str, str] = field(default_factory=dict)


def rules_in_force(client: Client, day: date) -> tuple[int, tuple[Rule, ...]] | None:
    """Number and rules of the version in force on a day; None where the department adopted none."""
    version = RuleVersion.objects.filter(client=client).in_force(day).first()
    return (version.number, read(version.rules)) if version else None


def evaluate(*, by: User, client_code: str, as_of: date) -> Evaluation:
    """Ask the rules in force as of a day and raise what they call for.

    Raises NotFound, PermissionDenied; InvalidInput for a day to come, or where no rules were adopted.
    Records ``warnings.evaluated`` where anything was raised or added to.
    """
    client = find(by=by, code=client_code, permission="warning.assign")
    if as_of > timezone.localdate():
        raise InvalidInput(
            "warnings.day_to_come",
            f"Warnings were asked for {as_of}, a day to come. Name today or an earlier day.",
        )
    if rules_in_force(client, as_of) is None:
        raise InvalidInput(
            "warnings.no_rules",
            f"{client.name} had adopted no early-warning rules by {as_of}. Adopt rules first.",
        )
    found = departments([client.pk]).get(client.pk)
    return raise_alerts(by=by, client=client, as_of=as_of, record=found)


def evaluate_all(*, by: User, as_of: date) -> dict[str, int]:
    """Evaluate every department that has rules in force: what the daily job does.

    The columns of all departments are read at once; each department is written for itself.
    """
    adopted = RuleVersion.objects.filter(in_force_on__lte=as_of).values("client")
    clients = Client.objects.visible_to(by, "warning.assign").filter(pk__in=adopted)
    records = departments([client.pk for client in clients])
    done = [
        raise_alerts(by=by, client=client, as_of=as_of, record=records.get(client.pk))
        for client in clients
    ]
    return {
        "departments": len(done),
        "raised": sum(one.raised for one in done),
        "added_to": sum(one.added_to for one in done),
    }


@transaction.atomic
def raise_alerts(*, by: User, client: Client, as_of: date, record: Department | None) -> Evaluation:
    """Raise what the rules in force call for on this record; the caller has checked that ``by`` may."""
    Client.objects.select_for_update().get(pk=client.pk)
    in_force = rules_in_force(client, as_of)
    if in_force is None or record is None:
        return Evaluation()
    number, rules = in_force
    asked = [assess(rule, record.history, as_of=as_of) for rule in rules if rule.on]
    flagged = flagged_by(asked, record)
    reasons_of = _Reasons([one.officer_id for one in flagged], asked, as_of)
    counts = {"raised": 0, "added_to": 0, "unchanged": 0}
    open_now, answered = _earlier([one.officer_id for one in flagged])
    for one in flagged:
        say = partial(reasons_of, one)
        if mine := open_now.get(one.officer_id):
            counts["added_to" if _add_to(by, mine, one, say(), as_of) else "unchanged"] += 1
        elif _is_answered(answered.get(one.officer_id, []), one):
            counts["unchanged"] += 1
        else:
            _new(by, client, one, say(), as_of=as_of, number=number)
            counts["raised"] += 1
    if counts["raised"] or counts["added_to"]:
        audit.record(
            by=by,
            verb="warnings.evaluated",
            subject=client,
            client=client,
            as_of=as_of,
            rules=number,
            **counts,
        )
    cannot = {found.rule.key: found.cannot for found in asked if found.cannot}
    return Evaluation(**counts, cannot=cannot)


def flagged_by(asked: Sequence[Assessment], record: Department) -> list[Flagged]:
    """The officers flagged by any of the assessments, in order of their place."""
    history = record.history
    any_flag = np.zeros(history.officers, dtype=np.bool_)
    for found in asked:
        any_flag |= found.flagged
    result = []
    for place in np.flatnonzero(any_flag):
        hits = [found for found in asked if found.flagged[place]]
        days = []
        for found in hits:
            start, end = window(found.rule, found.as_of)
            mine = (history.officer == place) & history.counted(found.rule.sources)
            days.append(history.day[mine & (history.day >= start) & (history.day < end)].max())
        result.append(
            Flagged(
                officer_id=record.officer_ids[place],
                newest_on=date.fromordinal(int(max(days))),
                hits=tuple(_hit(found, int(place)) for found in hits),
            )
        )
    return result


def _hit(found: Assessment, place: int) -> Hit:
    return Hit(
        rule=found.rule,
        level=Level(int(found.levels[place])),
        value=float(found.values[place]),
        expected=None if found.expected is None else float(found.expected[place]),
        assessed=int(found.assessed.sum()),
    )


class _Reasons:
    """The reasons of each flagged officer; categories of all of them are read in one query."""

    def __init__(
        self, officer_ids: Sequence[int], asked: Sequence[Assessment], as_of: date
    ) -> None:
        months = max((found.rule.months for found in asked), default=12)
        end = as_of + timedelta(days=1)
        self.categories: dict[int, list[str]] = {}
        rows = (
            Allegation.objects.known_at()
            .filter(officer__in=officer_ids)
            .annotate(day=Coalesce("complaint__received_on", "complaint__occurred_on"))
            .filter(day__gte=add_months(end, -months), day__lt=end)
            .order_by()
            .values_list("officer_id", "category", "complaint_id")
            .distinct()
        )
        for officer_id, category, _ in rows:
            self.categories.setdefault(officer_id, []).append(category)

    def __call__(self, one: Flagged) -> list[str]:
        known = Known(
            categories=sorted(self.categories.get(one.officer_id, [])), newest_on=one.newest_on
        )
        return reasons(one.hits, known)


def _earlier(officer_ids: Sequence[int]) -> tuple[dict[int, Alert], dict[int, list[Alert]]]:
    """Of these officers, the open alert and the closed ones."""
    open_now: dict[int, Alert] = {}
    closed: dict[int, list[Alert]] = {}
    for alert in Alert.objects.filter(officer__in=officer_ids).order_by("pk"):
        if alert.officer_id is None:
            continue
        if alert.closed_on is None:
            open_now[alert.officer_id] = alert
        else:
            closed.setdefault(alert.officer_id, []).append(alert)
    return open_now, closed


RANK = {level.name.lower(): level.value for level in Level}


def _is_answered(closed: Sequence[Alert], one: Flagged) -> bool:
    """Whether an answered alert was about the same entries, at this level or above."""
    return any(
        alert.newest_on >= one.newest_on and RANK[alert.level] >= RANK[one.level]
        for alert in closed
    )


def _new(
    by: User, client: Client, one: Flagged, said: list[str], *, as_of: date, number: int
) -> None:
    alert = Alert.objects.create(
        client=client,
        officer_id=one.officer_id,
        rules_number=number,
        rules=one.rule_keys,
        level=one.level,
        reasons=said,
        raised_on=as_of,
        newest_on=one.newest_on,
        due_on=as_of + timedelta(days=ANSWER_DAYS),
    )
    _step(alert, "raised", by, as_of, note=" ".join(said))


def _add_to(by: User, alert: Alert, one: Flagged, said: list[str], as_of: date) -> bool:
    """Bring an open alert up to date; False where it already says as much."""
    more = set(one.rule_keys) - set(alert.rules)
    higher = RANK[one.level] > RANK[alert.level]
    if not (more or higher or one.newest_on > alert.newest_on):
        return False
    level = one.level if higher else alert.level
    changed = Alert.objects.filter(pk=alert.pk, version=alert.version).update(
        rules=sorted({*alert.rules, *one.rule_keys}),
        level=level,
        reasons=said,
        newest_on=max(alert.newest_on, one.newest_on),
        version=alert.version + 1,
    )
    if changed:
        _step(alert, "added_to", by, as_of, note=" ".join(said))
    return bool(changed)


def _step(alert: Alert, verb: str, by: User, day: date, *, note: str) -> None:
    AlertStep.objects.create(
        alert=alert, verb=verb, by=by, happened_on=day, recorded_at=timezone.now(), note=note
    )


def house_evaluates(day: date) -> dict[str, int]:
    """``evaluate_all`` by the house itself."""
    return evaluate_all(by=system_user(), as_of=day)
