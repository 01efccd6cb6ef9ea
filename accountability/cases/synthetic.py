"""Cases of the synthetic book: the demonstration department's open complaints at every stage.

Invented like everything of the book. The people are its demonstration users; nobody else is named.
"""

from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from accountability.cases.models import Case, CaseStep, Seriousness, Tolling
from accountability.cases.states import CASE, STAGES, target_days
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.compliments import Compliment
from accountability.mediation import Mediation
from riskcore.access.models import User
from riskcore.clients.models import Client, Department
from riskcore.synthetic.registry import PARTS, BookContext, Part

CASES = 27
COMPLIMENTS = 40
ONWARD = (
    *("acknowledge", "classify", "assign", "report", "approve"),
    *("decide", "settle_discipline", "settle_appeal", "close"),
)
PEOPLE = ("chief", "investigator")
PRAISE = ("HELP", "COURTESY", "DEESCALATION", "SKILL")


def build(context: BookContext) -> dict[str, int]:
    """Write cases, mediation and compliments of the demonstration department."""
    generator = context.generator("cases")
    people = {user.username: user for user in User.objects.filter(username__in=PEOPLE)}
    department = Department.objects.filter(
        organisation__memberships__user__in=people.values()
    ).first()
    if department is None or set(people) != set(PEOPLE):
        return {}
    client = department.client
    complaints = list(
        Complaint.objects.filter(client=client, received_on__isnull=False)
        .exclude(allegations__findings__isnull=False)
        .order_by("-received_on", "-id")[:CASES]
    )
    totals = {"cases": 0, "mediations": 0, "compliments": 0}
    for index, complaint in enumerate(complaints):
        _case(complaint, STAGES[index % len(STAGES)], people, context.plan.ends_on)
        totals["cases"] += 1
    totals["mediations"] = _mediation(client)
    totals["compliments"] = _compliments(client, context.plan.ends_on, generator)
    return totals


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)


def _case(complaint: Complaint, stage: str, people: dict[str, User], last: date) -> None:
    """One case that came as far as the stage, a step every few days."""
    opened = complaint.received_on
    assert opened is not None  # noqa: S101  # the query asked for it
    serious = complaint.pk % 3 == 0
    case = Case.objects.create(
        client=complaint.client, complaint=complaint, stage=CASE.initial, opened_on=opened
    )
    steps = [("open", "", CASE.initial)]
    for verb in ONWARD[: STAGES.index(stage)]:
        steps.append((verb, steps[-1][2], CASE.steps[verb].target))
    day = opened
    for place, (verb, before, after) in enumerate(steps):
        day = min(opened + timedelta(days=6 * place), last)
        case.stage = after
        if verb == "classify":
            case.seriousness = Seriousness.SERIOUS if serious else Seriousness.MINOR
        if verb == "assign":
            case.assignee = people["investigator"]
        days = target_days(after, serious=serious)
        case.due_on = None if days is None else day + timedelta(days=days)
        CaseStep.objects.create(
            case=case,
            verb=verb,
            from_stage=before,
            to_stage=after,
            happened_on=day,
            recorded_at=_at(day),
            by=people["investigator" if verb in ("open", "acknowledge", "report") else "chief"],
            assignee=case.assignee,
            due_on=case.due_on,
            note="No appeal was filed." if verb == "settle_appeal" else "",
        )
    case.save()
    _fill(complaint, stage, day)
    if serious and stage == "investigate":
        Tolling.objects.create(
            complaint=complaint,
            reason="criminal_case",
            starts_on=day,
            recorded_at=_at(day),
            note="The prosecutor examines the same event.",
        )


def _fill(complaint: Complaint, stage: str, day: date) -> None:
    """Findings as far as the stage: recommended once reported, final once decided."""
    reached = STAGES.index(stage)
    for allegation in Allegation.objects.filter(complaint=complaint):
        merits = "SUS" if allegation.pk % 4 == 0 else "NSU"
        for needed, kind in (("review", "recommended"), ("discipline", "final")):
            known = Finding.objects.filter(allegation=allegation, stage=kind).exists()
            if reached >= STAGES.index(needed) and not known:
                Finding.objects.create(
                    allegation=allegation,
                    merits=merits,
                    stage=kind,
                    decided_on=day,
                    recorded_at=_at(day),
                )


def _mediation(client: Client) -> int:
    """A mediation held for each allegation that was closed as mediated; one more only offered."""
    rows = []
    for finding in Finding.objects.filter(
        allegation__complaint__client=client, closure="MED"
    ).order_by("id"):
        day = finding.decided_on or finding.recorded_at.date()
        rows.append(
            Mediation(
                allegation=finding.allegation,
                step="agreed",
                happened_on=day,
                recorded_at=finding.recorded_at,
                satisfaction_complainant=3 + finding.pk % 3,
                satisfaction_officer=3 + finding.pk % 2,
            )
        )
    Mediation.objects.bulk_create(rows)
    return len(rows)


def _compliments(client: Client, last: date, generator: np.random.Generator) -> int:
    days = generator.integers(0, 5 * 365, COMPLIMENTS)
    kinds = generator.integers(0, len(PRAISE), COMPLIMENTS)
    Compliment.objects.bulk_create(
        Compliment(
            client=client,
            number=f"P-{place + 1:04d}",
            received_on=last - timedelta(days=int(ago)),
            kind=PRAISE[int(kind)],
            channel="WEB_FORM",
            recorded_at=_at(last - timedelta(days=int(ago))),
        )
        for place, (ago, kind) in enumerate(zip(days, kinds, strict=True))
    )
    return COMPLIMENTS


PARTS.register(Part(key="cases", label="Cases of the department", order=320, build=build))
