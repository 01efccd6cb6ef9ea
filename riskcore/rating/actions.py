"""What an underwriter enters towards a premium, and keeping a worksheet."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.canonical import canonical_json, sha256
from riskcore.clients.models import Client
from riskcore.clients.queries import find as find_client
from riskcore.errors import InvalidInput
from riskcore.rating import plan_queries
from riskcore.rating.models import Judgement, JudgementKind, Worksheet
from riskcore.rating.plan import RatingPlan
from riskcore.rating.plan_words import share, span
from riskcore.rating.queries import Sheet, term_start, worksheet
from riskcore.rating.schedule import Choice, schedule_problems
from riskcore.rating.worksheet_body import body_of

PROVEN = frozenset({JudgementKind.SCHEDULE, JudgementKind.CREDIT})


@transaction.atomic
def judge(
    *,
    by: User,
    client_code: str,
    line: str,
    kind: str,
    key: str,
    value: Decimal | None,
    reason: str,
    evidence: Sequence[str] = (),
    holds_from: date | None = None,
) -> Judgement:
    """Enter one item: a schedule item or credit as a share of premium (-0.05 is 5 % off the premium, a
    credit 0.05), a class as a number, an option as 1 or 0; None takes back what was entered before.

    holds_from: terms that begin on this day or later; the next term without it. Raises NotFound,
    PermissionDenied ("rating.judge"), and InvalidInput where no plan is in force, the plan has no such
    item, the value is outside its range, or the reason or (for schedule and credits) the evidence is
    missing. Records ``rating.judge``.
    """
    client = find_client(by=by, code=client_code, permission="rating.judge")
    day = holds_from or term_start(client, line, timezone.localdate())
    plan = _plan(client, line, day)
    documents = tuple(name.strip() for name in evidence if name.strip())
    _check(plan, client, kind, key, value, reason, documents)
    row = Judgement.objects.create(
        client=client,
        line=line,
        kind=kind,
        key=key,
        value=value,
        holds_from=day,
        reason=reason.strip(),
        evidence=list(documents),
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    audit.record(
        by=by,
        verb="rating.judge",
        subject=row,
        client=client,
        line=line,
        kind=kind,
        key=key,
        value=value,
        reason=row.reason,
        evidence=documents,
        holds_from=day,
    )
    return row


@transaction.atomic
def keep_worksheet(
    *,
    by: User,
    client_code: str,
    as_of: date,
    line: str = "",
    effective_on: date | None = None,
    plan: str = "",
) -> Worksheet:
    """Store the client's worksheet under the hash of its own content: the one already there where the
    facts and the plan are the same, a new one otherwise, which is recorded as ``rating.worksheet``.

    Raises NotFound, PermissionDenied, and InvalidInput (rating.not_rated) where there is no premium.
    """
    sheet = worksheet(
        by=by,
        client_code=client_code,
        as_of=as_of,
        line=line,
        effective_on=effective_on,
        plan=plan,
    )
    return keep(by=by, sheet=sheet)


def keep(*, by: User, sheet: Sheet) -> Worksheet:
    """Store a worksheet that was worked out in this transaction."""
    if sheet.chosen is None or sheet.inputs is None or sheet.worked is None:
        raise InvalidInput(
            "rating.not_rated",
            f"{sheet.client.name} cannot be rated for {sheet.line}, because {sheet.because}.",
            client=sheet.client.code,
            line=sheet.line,
        )
    body = canonical_json(
        body_of(
            sheet.inputs,
            sheet.worked,
            sheet.steps,
            plan=sheet.chosen.number,
            sha256=sheet.chosen.sha256,
        )
    )
    row, created = Worksheet.objects.get_or_create(
        pk=sha256(body),
        defaults={
            "client": sheet.client,
            "line": sheet.line,
            "as_of": sheet.as_of,
            "effective_on": sheet.effective_on,
            "plan_id": sheet.chosen.pk,
            "plan_body_id": sheet.chosen.sha256,
            "premium": sheet.worked.priced.premium,
            "body": body,
            "created_by": by,
        },
    )
    if created:
        audit.record(
            by=by,
            verb="rating.worksheet",
            subject=row,
            client=sheet.client,
            line=sheet.line,
            as_of=sheet.as_of,
            plan=sheet.chosen.number,
            premium=row.premium,
        )
    return row


def _plan(client: Client, line: str, day: date) -> RatingPlan:
    found = plan_queries.in_force(carrier_ids=[client.carrier_id], line=line, on=day)
    chosen = found.get((client.carrier_id, client.state)) or found.get((client.carrier_id, ""))
    if chosen is None:
        raise InvalidInput(
            "rating.no_plan",
            f"Nothing can be entered towards {line} of {client.name}: no rating plan is in force for "
            f"terms that begin on {day}. Activate a plan first.",
            line=line,
            day=day,
        )
    return chosen.plan


def _check(
    plan: RatingPlan,
    client: Client,
    kind: str,
    key: str,
    value: Decimal | None,
    reason: str,
    evidence: tuple[str, ...],
) -> None:
    if kind not in JudgementKind.values:
        raise _refused("kind", f"There is no kind {kind!r}; use {', '.join(JudgementKind.values)}.")
    known = {
        JudgementKind.SCHEDULE: [item.key for item in plan.schedule.items],
        JudgementKind.CREDIT: [credit.key for credit in plan.credits],
        JudgementKind.CLASS: [each.key for each in plan.classes],
        JudgementKind.OPTION: [option.key for option in plan.options],
    }[JudgementKind(kind)]
    if key not in known:
        raise _refused("key", f"The plan has no {kind} {key!r}; it has {', '.join(known)}.")
    if not reason.strip():
        raise _refused("reason", "Say why; without a reason nothing moves a premium.")
    if value is None:
        return
    if kind in PROVEN and not evidence:
        raise _refused(
            "evidence", "Name at least one document; without evidence nothing moves a premium."
        )
    _check_value(plan, client, JudgementKind(kind), key, value, reason, evidence)


def _check_value(
    plan: RatingPlan,
    client: Client,
    kind: JudgementKind,
    key: str,
    value: Decimal,
    reason: str,
    evidence: tuple[str, ...],
) -> None:
    if not value.is_finite():
        raise _refused("value", "Give a finite number.")
    if kind is JudgementKind.SCHEDULE:
        [item] = [item for item in plan.schedule.items if item.key == key]
        if not item.low <= value <= item.high:
            raise _refused(
                "value",
                f"You entered {share(value)} for “{item.label}”; the plan allows "
                f"{span(item.low, item.high)}.",
            )
        choice = Choice(key=key, value=value, reason=reason, evidence=evidence)
        barred = [
            problem.sentence
            for problem in schedule_problems(plan.schedule, [choice], state=client.state)
            if problem.code == "schedule.barred"
        ]
        if barred:
            raise _refused("key", barred[0])
    elif kind is JudgementKind.CREDIT:
        [credit] = [credit for credit in plan.credits if credit.key == key]
        if not 0 <= value <= credit.most:
            raise _refused(
                "value",
                f"You entered a credit of {share(value)} for “{credit.label}”; the plan allows at most "
                f"{share(credit.most)}.",
            )
    elif kind is JudgementKind.CLASS and not 0 <= value <= 1_000_000_000:
        raise _refused("value", f"You entered {value}; a number of units begins at 0.")
    elif kind is JudgementKind.OPTION and value not in (0, 1):
        raise _refused("value", "An option is taken (1) or not (0).")


def _refused(field: str, sentence: str) -> InvalidInput:
    return InvalidInput(f"rating.judgement_{field}", sentence, field=field)
