"""Rating of the synthetic book: a plan a carrier and line in force, a second edition proposed, and what
an underwriter judged of the first clients."""

from datetime import date
from decimal import Decimal

from riskcore.access.models import User
from riskcore.carriers import Carrier
from riskcore.policies import CoveragePart, Line
from riskcore.rating import plan_actions
from riskcore.rating.actions import judge
from riskcore.rating.default_plans import CLASSES, first_plan, second_plan
from riskcore.rating.models import RatingPlanVersion
from riskcore.rating.plan import RatingPlan
from riskcore.rating.plan_form import canonical
from riskcore.synthetic.registry import PARTS, BookContext, Part

PROPOSED_LINE = Line.LEL
# (kind, key, share, reason, document): invented, of the first clients in turn.
JUDGED = (
    (
        ("schedule", "training", "-0.0300", "Every officer had two in-service courses in the year.",
         "Training record of the year"),
        ("schedule", "cameras", "-0.0300", "Footage is sampled and reviewed each month.",
         "Review log of body-worn cameras"),
        ("credit", "accreditation", "0.0600", "The department is accredited by its state.",
         "Certificate of accreditation"),
        ("option", "k9", "1.0000", "Two patrol dogs are in service.", "Roster of the K9 unit"),
    ),
    (
        ("schedule", "policies", "0.0400", "The pursuit policy was last revised six years ago.",
         "Policy manual, table of revisions"),
        ("schedule", "supervision", "0.0300", "No early-intervention review is on file.",
         "Assessment visit, notes"),
        ("class", "jailers", "14.0000", "The city runs its own lock-up.", "Application, section 7"),
    ),
)  # fmt: skip


def build(context: BookContext) -> dict[str, int]:
    """Activate the first edition for every carrier and line, propose the second for one line, and enter
    the judgements; through the verbs, as people do it."""
    underwriter = User.objects.get(username="underwriter")
    carriers = list(Carrier.objects.filter(clients__isnull=False).distinct().order_by("id"))
    start = context.plan.ends_on.replace(year=context.plan.ends_on.year - 1)
    plans = 0
    for carrier in carriers:
        context.report("rating plans", plans, len(carriers) * (len(CLASSES) + 1))
        for line in CLASSES:
            row = _proposed(
                underwriter, first_plan(line=line, carrier=carrier.code, effective_on=start)
            )
            plan_actions.activate(by=context.by, number=row.number, version=row.version)
            plans += 1
        second = second_plan(
            line=PROPOSED_LINE, carrier=carrier.code, effective_on=_next_year(context.plan.ends_on)
        )
        _proposed(underwriter, second)
        plans += 1
    return {"rating plans": plans, "rating judgements": _judge(context, underwriter)}


def _proposed(by: User, plan: RatingPlan) -> RatingPlanVersion:
    row = plan_actions.write_plan(by=by, content=canonical(plan).encode())
    return plan_actions.propose(
        by=by, number=row.number, version=row.version, reason="Declared for the demonstration."
    )


def _next_year(day: date) -> date:
    return date(day.year + 1, 1, 1)


def _judge(context: BookContext, by: User) -> int:
    insured = set(
        CoveragePart.objects.filter(line=Line.LEL).values_list("policy__client", flat=True)
    )
    members = [member for member in context.members if member.client.pk in insured]
    entered = 0
    for member, items in zip(members, JUDGED, strict=False):
        for kind, key, value, reason, document in items:
            judge(
                by=by,
                client_code=member.client.code,
                line=Line.LEL,
                kind=kind,
                key=key,
                value=Decimal(value),
                reason=reason,
                evidence=[document],
                holds_from=context.plan.ends_on,
            )
            entered += 1
    return entered


PARTS.register(Part(key="rating", label="Rating plans", order=60, build=build))
