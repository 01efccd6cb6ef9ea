"""Writing rating plans and bringing them into force: what is used is never edited, two people act."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.canonical import sha256
from riskcore.carriers import Carrier
from riskcore.errors import Conflict, InvalidInput, PermissionDenied
from riskcore.rating.models import PlanActivation, PlanBody, RatingPlanVersion
from riskcore.rating.plan import RatingPlan
from riskcore.rating.plan_checks import check_plan
from riskcore.rating.plan_form import canonical
from riskcore.rating.plan_queries import carrier_named, check_may, find
from riskcore.rating.plan_reader import read_plan
from riskcore.rating.states import PLAN_LIFE

LONGEST_TITLE = 200


@transaction.atomic
def write_plan(*, by: User, content: bytes, name: str = "") -> RatingPlanVersion:
    """A new draft from a plan's file (TOML where ``name`` ends in .toml, else JSON), under the next
    number of its carrier, line and state.

    Raises InvalidInput (plan.unreadable, plan.problems), NotFound (carrier.unknown), PermissionDenied.
    Records ``rating_plan.write``.
    """
    plan = _read(content, name)
    carrier = carrier_named(by=by, code=plan.carrier, permission="rating_plan.write")
    body = _body(plan)
    row = RatingPlanVersion.objects.create(
        carrier=carrier,
        line=plan.line,
        state=plan.state,
        number=_next_number(carrier, plan),
        body=body,
        written_by=by,
        **_told(plan),
    )
    _record(by, "write", row, sha256=body.pk)
    return row


@transaction.atomic
def replace_plan(
    *, by: User, number: str, version: int, content: bytes, name: str = ""
) -> RatingPlanVersion:
    """Put other content into a draft of the same carrier, line and state. Records the hash of both.

    Raises as ``write_plan`` does, and InvalidTransition once it is proposed.
    """
    row = find(by=by, number=number)
    plan = _read(content, name)
    if (plan.carrier, plan.line, plan.state) != (row.carrier.code, row.line, row.state):
        raise InvalidInput(
            "plan.other_place",
            f"The file is a plan of {plan.carrier} for {plan.line} {plan.state or 'in all states'}; "
            f"{row.number} is not. Write it as a new plan.",
            number=row.number,
        )
    before = row.body_id
    body = _body(plan)
    return _move("replace", by=by, row=row, version=version, was=before, body=body, **_told(plan))


def check_move(*, by: User, number: str, verb: str) -> None:
    """Raise as the verb itself would: NotFound, PermissionDenied, InvalidTransition."""
    row = find(by=by, number=number)
    check_may(by=by, permission=PLAN_LIFE.steps[verb].permission, carrier=row.carrier)
    PLAN_LIFE.step(verb, row.status)
    if verb == "activate":
        _check_two(by, row)


@transaction.atomic
def propose(
    *, by: User, number: str, version: int, reason: str, effective_on: date | None = None
) -> RatingPlanVersion:
    """Put a draft forward, or a retired version again (that is a roll-back), for terms that begin on
    ``effective_on`` or later; without it the day the version names. Records the reason.

    Raises InvalidInput without a reason, InvalidTransition, Conflict.
    """
    row = find(by=by, number=number)
    told = _reason(reason, "propose")
    day = effective_on or row.effective_on
    return _move(
        "propose",
        by=by,
        row=row,
        version=version,
        status_reason=told,
        proposed_by=by,
        effective_on=day,
    )


@transaction.atomic
def send_back(*, by: User, number: str, version: int, reason: str) -> RatingPlanVersion:
    """Return a proposed version to its writer, with the reason."""
    row = find(by=by, number=number)
    told = _reason(reason, "send back")
    return _move("send_back", by=by, row=row, version=version, status_reason=told, proposed_by=None)


@transaction.atomic
def activate(*, by: User, number: str, version: int, reason: str = "") -> RatingPlanVersion:
    """Bring a proposed version into force for terms that begin on its day or later; the version it
    supersedes is retired and still rates earlier terms.

    Raises PermissionDenied where ``by`` proposed it, InvalidTransition, Conflict. Records
    ``rating_plan.activate`` with what it supersedes.
    """
    row = find(by=by, number=number)
    check_may(by=by, permission="rating_plan.activate", carrier=row.carrier)
    _check_two(by, row)
    proposer = row.proposed_by
    superseded = (
        RatingPlanVersion.objects.filter(
            carrier=row.carrier, line=row.line, state=row.state, status="active"
        )
        .exclude(pk=row.pk)
        .order_by("id")
        .last()
    )
    told = reason.strip() or row.status_reason
    moved = _move(
        "activate",
        by=by,
        row=row,
        version=version,
        status_reason=told,
        supersedes=superseded.number if superseded else "",
        sha256=row.body_id,
    )
    if proposer is None:  # the database would refuse it, too
        raise Conflict("plan.changed", f"{row.number} has no proposer any longer; read it again.")
    PlanActivation.objects.create(
        plan=moved,
        effective_on=moved.effective_on,
        reason=told,
        proposed_by=proposer,
        activated_by=by,
        activated_at=timezone.now(),
    )
    if superseded is not None:
        _retire(by, superseded, moved)
    return moved


def _check_two(by: User, row: RatingPlanVersion) -> None:
    if row.status == "proposed" and by.pk == row.proposed_by_id:
        raise PermissionDenied(
            "plan.two_people",
            f"You proposed {row.number} yourself; a plan is activated by a second person. "
            "Ask a colleague who may activate plans.",
            number=row.number,
        )


def _retire(by: User, row: RatingPlanVersion, successor: RatingPlanVersion) -> None:
    step = PLAN_LIFE.step("retire", row.status)
    RatingPlanVersion.objects.filter(pk=row.pk, status=row.status).update(
        status=step.target,
        version=row.version + 1,
        status_reason=f"Superseded by {successor.number} for terms from {successor.effective_on}.",
    )
    _record(by, "retire", row, superseded_by=successor.number)


FACTS = frozenset({"was", "supersedes", "sha256"})


def _move(
    verb: str, *, by: User, row: RatingPlanVersion, version: int, **changes: Any
) -> RatingPlanVersion:
    """One step of the lifecycle; ``version`` is the one the caller has read."""
    check_may(by=by, permission=PLAN_LIFE.steps[verb].permission, carrier=row.carrier)
    if row.version != version:
        raise _stale(row)
    step = PLAN_LIFE.step(verb, row.status)
    facts = {name: changes.pop(name) for name in FACTS & changes.keys()}
    changed = RatingPlanVersion.objects.filter(
        pk=row.pk, status=row.status, version=row.version
    ).update(status=step.target, version=row.version + 1, **changes)
    if not changed:
        raise _stale(row)
    source = row.status
    row.refresh_from_db()
    _record(by, verb, row, before=source, reason=row.status_reason, **facts)
    return row


def _record(by: User, verb: str, row: RatingPlanVersion, **facts: Any) -> None:
    audit.record(
        by=by,
        verb=f"rating_plan.{verb}",
        subject=row,
        number=row.number,
        now=row.status,
        effective_on=row.effective_on,
        body=row.body_id,
        **facts,
    )


def _read(content: bytes, name: str) -> RatingPlan:
    plan = read_plan(content, name=name)
    check_plan(plan)
    return plan


def _body(plan: RatingPlan) -> PlanBody:
    text = canonical(plan)
    return PlanBody.objects.get_or_create(pk=sha256(text), defaults={"text": text})[0]


def _told(plan: RatingPlan) -> dict[str, Any]:
    """What a list says of a plan without opening it."""
    if len(plan.title) > LONGEST_TITLE:
        raise InvalidInput(
            "plan.title_long",
            f"The title has {len(plan.title)} characters and may have {LONGEST_TITLE}. Shorten it.",
        )
    return {"title": plan.title, "effective_on": plan.effective_on}


def _next_number(carrier: Carrier, plan: RatingPlan) -> str:
    """The next number of the place. The carrier's row is locked, so two never get the same."""
    Carrier.objects.select_for_update().get(pk=carrier.pk)
    start = f"{carrier.code}-{plan.line}-{plan.state or 'all'}-".lower()
    used = RatingPlanVersion.objects.filter(number__startswith=start)
    highest = max(
        (int(n.rsplit("-", 1)[1]) for n in used.values_list("number", flat=True)), default=0
    )
    return f"{start}{highest + 1}"


def _reason(reason: str, verb: str) -> str:
    if not reason.strip():
        raise InvalidInput(
            "plan.reason_missing",
            f"You asked to {verb} a rating plan without saying why. Give a reason: it is kept.",
            verb=verb,
        )
    return reason.strip()


def _stale(row: RatingPlanVersion) -> Conflict:
    return Conflict(
        "plan.changed",
        f"Somebody changed {row.number} after you read it; nothing was done. Read it again and repeat "
        "what you asked for if it still applies.",
        number=row.number,
    )
