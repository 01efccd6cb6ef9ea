"""Reading rating plans: lists, one version, its history, and which one rates a term."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from riskcore.access.rules import RULES
from riskcore.access.scoping import Person, organisation_ids
from riskcore.carriers import Carrier
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.rating.models import PlanActivation, RatingPlanVersion
from riskcore.rating.plan import RatingPlan
from riskcore.rating.plan_reader import read_plan
from riskcore.rating.states import PLAN_LIFE


@dataclass(frozen=True, kw_only=True)
class Activated:
    """One act that put the plan in force: from which day, who proposed and who activated it, and why."""

    effective_on: date
    reason: str
    proposed_by: str
    activated_by: str
    activated_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One version as it stands in a list."""

    number: str
    title: str
    carrier: str
    carrier_name: str
    line: str
    line_label: str
    state: str
    effective_on: date
    status: str
    status_meaning: str
    status_reason: str
    version: int
    sha256: str
    written_by: str
    proposed_by: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """One version with its content, its activations, latest first, how many worksheets were made by its
    content, and the verbs that the reader may use on it now."""

    line: PlanLine
    plan: RatingPlan
    activations: tuple[Activated, ...]
    worksheets: int
    moves: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The version that rates a term, and its content."""

    number: str
    pk: int
    sha256: str
    plan: RatingPlan


def find(*, by: Person, number: str) -> RatingPlanVersion:
    """The version of this name, if ``by`` may see it; otherwise NotFound."""
    row = (
        RatingPlanVersion.objects.visible_to(by)
        .select_related("carrier", "body", "written_by", "proposed_by")
        .filter(number=number)
        .first()
    )
    if row is None:
        raise NotFound(
            "plan.unknown",
            f"You asked for the rating plan {number!r}; there is none of that name that you may see. "
            "Check the name in the list of plans.",
            number=number,
        )
    return row


def named(*, by: Person, number: str, line: str) -> Chosen | None:
    """The version asked for by name, which must be of the line; None where none is asked for."""
    if not number:
        return None
    row = find(by=by, number=number)
    if row.line != line:
        raise InvalidInput(
            "rating.other_line",
            f"You asked to rate {line} by {row.number}, which is a plan for {row.line}. Name a plan for "
            "the line.",
            plan=row.number,
            line=line,
        )
    return chosen(row)


def check_may(*, by: Person, permission: str, carrier: Carrier) -> None:
    """PermissionDenied with the rule's sentence unless ``by`` holds the permission for the carrier."""
    if not may(by=by, permission=permission, carrier=carrier):
        raise PermissionDenied(
            "access.denied",
            RULES.get(permission).refusal,
            permission=permission,
            carrier=carrier.code,
        )


def may(*, by: Person, permission: str, carrier: Carrier) -> bool:
    """Whether ``by`` holds the permission at the carrier's side."""
    return _carriers(by, permission).filter(pk=carrier.pk).exists()


def may_write(*, by: Person) -> bool:
    """Whether ``by`` may write plans for any carrier."""
    return _carriers(by, "rating_plan.write").exists()


def carrier_named(*, by: Person, code: str, permission: str) -> Carrier:
    """The carrier with this code: NotFound where ``by`` may see none of its plans, PermissionDenied
    where they may see but not do this."""
    carrier = _carriers(by, "rating_plan.view").filter(code=code).first()
    if carrier is None:
        raise NotFound(
            "carrier.unknown",
            f"The plan names the carrier {code!r}; there is none with that code that you may see. "
            "Check the carrier's code.",
            carrier=code,
        )
    check_may(by=by, permission=permission, carrier=carrier)
    return carrier


def _carriers(by: Person, permission: str) -> QuerySet[Carrier]:
    from_clients = Client.objects.visible_to(by, permission).order_by().values("carrier")
    return Carrier.objects.filter(
        Q(organisation__in=organisation_ids(by, permission)) | Q(pk__in=from_clients)
    )


def listing(
    *, by: Person, carrier: str = "", line: str = "", status: str = ""
) -> tuple[PlanLine, ...]:
    """Every version ``by`` may see, by carrier, line and state, the latest first."""
    rows = RatingPlanVersion.objects.visible_to(by)
    asked = {"carrier__code": carrier, "line": line, "status": status}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    rows = rows.select_related("carrier", "written_by", "proposed_by")
    return tuple(line_of(row) for row in rows.order_by("carrier__name", "line", "state", "-id"))


def view(*, by: Person, number: str) -> PlanView:
    """One version with what is to be known of it. Raises NotFound."""
    row = find(by=by, number=number)
    acts = row.activations.select_related("proposed_by", "activated_by").order_by("-id")
    return PlanView(
        line=line_of(row),
        plan=content(row),
        activations=tuple(
            Activated(
                effective_on=act.effective_on,
                reason=act.reason,
                proposed_by=act.proposed_by.username,
                activated_by=act.activated_by.username,
                activated_at=act.activated_at,
            )
            for act in acts
        ),
        worksheets=row.body.worksheets.count(),
        moves=moves(by=by, row=row),
    )


def moves(*, by: Person, row: RatingPlanVersion) -> tuple[str, ...]:
    """The verbs ``by`` may use on a version in its state. Who proposed it cannot activate it."""
    possible = [step for step in PLAN_LIFE.steps.values() if row.status in step.sources]
    asked = {step.permission for step in possible if step.permission}
    held = {one for one in sorted(asked) if may(by=by, permission=one, carrier=row.carrier)}
    found = [step.verb for step in possible if step.permission in held]
    own = row.proposed_by_id == by.pk
    return tuple(verb for verb in found if not (own and verb == "activate"))


def content(row: RatingPlanVersion) -> RatingPlan:
    """What the version says."""
    return read_plan(row.body.text.encode())


def line_of(row: RatingPlanVersion) -> PlanLine:
    return PlanLine(
        number=row.number,
        title=row.title,
        carrier=row.carrier.code,
        carrier_name=row.carrier.name,
        line=row.line,
        line_label=str(row.get_line_display()),
        state=row.state,
        effective_on=row.effective_on,
        status=row.status,
        status_meaning=PLAN_LIFE.states[row.status],
        status_reason=row.status_reason,
        version=row.version,
        sha256=row.body_id,
        written_by=row.written_by.username,
        proposed_by=row.proposed_by.username if row.proposed_by else "",
        created_at=row.created_at,
    )


def in_force(
    *, carrier_ids: Iterable[int], line: str, on: date, known_at: datetime | None = None
) -> Mapping[tuple[int, str], Chosen]:
    """By (carrier id, state) the version that rates terms of the line beginning on a day; state "" is
    every state without one of its own. Two queries; asks for nobody's permission.

    Of the acts that reach the day the one with the latest day counts, of two for one day the last.
    """
    acts = PlanActivation.objects.filter(
        plan__carrier__in=list(carrier_ids), plan__line=line, effective_on__lte=on
    )
    if known_at is not None:
        acts = acts.filter(activated_at__lte=known_at)
    last: dict[tuple[int, str], int] = {}
    rows = acts.order_by("effective_on", "id").values_list("plan__carrier", "plan__state", "plan")
    for carrier, state, plan in rows:
        last[carrier, state] = plan
    versions = RatingPlanVersion.objects.select_related("body").in_bulk(set(last.values()))
    return {key: chosen(versions[plan]) for key, plan in last.items()}


def chosen(row: RatingPlanVersion, *, body: str = "") -> Chosen:
    """A version as what rates, by its content or by another body it once had."""
    plan = read_plan((body or row.body.text).encode())
    return Chosen(number=row.number, pk=row.pk, sha256=row.body_id, plan=plan)
