"""Cases for tests of clocks: a complaint received so many days ago, with steps and tolled days."""

from datetime import date, timedelta

from django.utils import timezone

from accountability.cases.models import Case, CaseStep, Tolling
from accountability.clocks.actions import agree_limit
from accountability.clocks.models import ClockReminder, ContractLimit
from accountability.complaints.models import Complaint
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.accountability import AllegationFactory, ComplaintFactory


def complaint_received(client: Client, ago: int, *, category: str = "DISCOURT") -> Complaint:
    """A complaint with one allegation, received so many days ago."""
    day = timezone.localdate() - timedelta(days=ago)
    complaint: Complaint = ComplaintFactory(client=client, received_on=day, occurred_on=day)
    AllegationFactory(complaint=complaint, category=category)
    return complaint


def with_steps(complaint: Complaint, by: User, **days_after: int) -> Case:
    """A case whose steps, by verb, happened so many days after receipt."""
    received = complaint.received_on or timezone.localdate()
    case: Case = Case.objects.create(
        client=complaint.client, complaint=complaint, opened_on=received
    )
    for verb, after in days_after.items():
        CaseStep.objects.create(
            case=case,
            verb=verb.rstrip("_"),
            to_stage="investigate",
            happened_on=received + timedelta(days=after),
            recorded_at=timezone.now(),
            by=by,
        )
    return case


def tolled(complaint: Complaint, *, start: date, end: date | None) -> Tolling:
    row: Tolling = Tolling.objects.create(
        complaint=complaint,
        reason="criminal_case",
        starts_on=start,
        ends_on=end,
        recorded_at=timezone.now(),
    )
    return row


def contract(
    by: User, client: Client, length: int = 180, *, label: str = "Article 14"
) -> ContractLimit:
    """A limit of a contract that bars discipline."""
    return agree_limit(
        by=by,
        client_code=client.code,
        label=label,
        starts="received",
        ends="noticed",
        length=length,
        bars=True,
        in_force_on=date(2020, 1, 1),
        source="Article 14 of the agreement.",
    )


def reminder_of(case: Case, *, on: date, days_before: int = 7) -> ClockReminder:
    """A reminder that waits, of the overall target."""
    row: ClockReminder = ClockReminder.objects.create(
        client=case.client,
        case=case,
        limit="target_overall",
        label="Receipt to finding",
        bars=False,
        days_before=days_before,
        due_on=on + timedelta(days=days_before),
        raised_on=on,
        assignee=case.assignee,
    )
    return row
