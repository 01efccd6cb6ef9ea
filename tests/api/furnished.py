"""A client with one of everything there is to ask for, every text of it marked, and how to ask."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accountability.cases import actions as cases
from accountability.cases import files as case_files
from accountability.cases.tolling import start_toll
from accountability.complaints.actions import NewAllegation, record_complaint, record_finding
from accountability.compliments import record_compliment
from accountability.intake.actions import answer_question, count_inquiries
from accountability.links.actions import join
from accountability.officer_names import enter_name
from accountability.retention.actions import place_hold
from accountability.retention.models import RetentionRun
from accountability.warnings.models import Alert
from outreach.material import flyer
from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.imports import actions as imports
from riskcore.imports.lookups import file_kind
from riskcore.imports.mapping_text import parse
from riskcore.jobs import runner
from riskcore.profiles.actions import snapshot
from riskcore.rating.actions import keep_worksheet
from riskcore.reports import actions as reports
from riskcore.reports import file_note_pdf, loss_run_pdf, release, worksheet_pdf
from riskcore.submissions.actions import open_submission
from riskcore.underwriting.contingencies import set_contingency
from riskcore.underwriting.documents import attach
from riskcore.underwriting.grants import NewGrant
from riskcore.underwriting.issues import raise_by_hand
from riskcore.underwriting.referrals import record_reason
from tests.api.endpoints import HOUSE, VIEWS
from tests.conftest import member
from tests.factories import credit, outreach, underwriting
from tests.factories.accountability import OfficerFactory
from tests.factories.assessments import opened
from tests.factories.clocks import reminder_of
from tests.factories.policies import term
from tests.factories.rating import a_plan, active, written
from tests.factories.recommendations import recommendation
from tests.factories.riskcore import ExposureFactory, MembershipFactory, UserFactory
from tests.factories.warnings import adopted

AS_OF = date(2026, 9, 30)
EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
POLICIES = (EXAMPLES / "mappings" / "harbour-policies.toml").read_text()
LOSSES = """
name = "house"
kind = "loss-run"

[columns]
number = "Claim"
occurred_on = "Occurred"
status = "Status"
cause = "Cause"
department = "Department"
indemnity_paid = "Paid"
indemnity_reserve = "Reserve"
expense_paid = "Expense"
expense_reserve = "Expense reserve"

[constants]
line = "LEL"

[dates]
formats = ["%Y-%m-%d"]
"""


def loss_file(mark: str = "A") -> bytes:
    """A loss run of two claims."""
    head = "Claim,Occurred,Status,Cause,Department,Paid,Reserve,Expense,Expense reserve"
    rows = [
        f"{mark}-1,2025-03-01,closed,{mark} arrest,{mark} patrol,150000.00,0.00,10.00,0.00",
        f"{mark}-2,2026-04-01,open,{mark} pursuit,{mark} patrol,0.00,2500.00,0.00,100.00",
    ]
    return "\n".join([head, *rows, ""]).encode()


def caller(user: User | None) -> APIClient:
    """A client of the API, signed in as this person."""
    made = APIClient()
    if user is not None:
        made.force_login(user)
    return made


def text_of(answer: Any) -> str:
    """Everything an answer says, its headers included; a stream is read to its end."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{content.decode('utf-8', 'replace')} {dict(answer.items())}"


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@dataclass
class Furnished:
    """Where everything of one client is. keys: of route name, the arguments of its address."""

    client: Client
    mark: str
    keys: dict[str, list[Any]] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)

    def address(self, name: str) -> str:
        return reverse(name, args=self.keys.get(name, [])) + self.queries.get(name, "")


def furnish(
    client: Client, *, mark: str, advisor: User, manager: User, reviewer: User
) -> Furnished:
    """One of everything, reached by living through it. ``mark`` stands in every text that has room."""
    Client.objects.filter(pk=client.pk).update(name=f"{mark} Falls")
    made = Furnished(client=client, mark=mark)
    one: dict[str, list[Any]] = {"code": [client.code]}
    _losses(made, one, advisor)
    _complaint(client, mark, reviewer)
    ExposureFactory(client=client, month=date(2026, 9, 1))
    one["link"] = [
        join(
            by=manager,
            client_code=client.code,
            complaint=f"{mark}-C1",
            claim=f"{mark}-1",
            reason=f"{mark} letter",
        ).pk
    ]
    _case(client, mark, one, manager=manager, reviewer=reviewer)
    one["alert"] = [_alert(client, mark, reviewer)]
    one["recommendation"] = [_advice(client, mark, advisor, manager)]
    one["assessment"] = [opened(client, advisor).number]
    one["snapshot"] = [snapshot(by=advisor, client_code=client.code, as_of=AS_OF).pk]
    report = reports.request_report(by=advisor, client_code=client.code, as_of=AS_OF)
    runner.run(str(report.job_id))
    release.send_for_review(by=advisor, report_id=report.pk)
    underwriter = member(f"{mark}-releases", Role.UNDERWRITER, client.carrier.organisation)
    release.issue_report(by=underwriter, report_id=report.pk)
    one["report"], one["job"] = [report.pk], [report.job_id]
    paper = loss_run_pdf.ask(by=advisor, client_code=client.code, valued_on=AS_OF)
    runner.run(str(paper.pk))
    one["paper"] = [paper.pk]
    _rated(made, one, advisor)
    initiative = outreach.record(
        reviewer, client, title=f"{mark} coffee", partner=f"{mark} library", notes=f"{mark} note"
    )
    proof = outreach.prove(
        reviewer, initiative, f"{mark},30\r\n".encode(), file_name=f"{mark}.csv"
    ).evidence
    one["audit"] = [outreach.up_for_audit(outreach.accepted(reviewer, advisor, client)).pk]
    one["initiative"], one["evidence"] = [initiative.pk], [proof.pk]
    credit.ready(client, reviewer)
    one["credit_letter"] = [credit.letter(client, advisor).pk]
    outreach.service(reviewer, client, name=f"{mark} service")
    paper = flyer.ask(by=reviewer, initiative_id=initiative.pk, base="https://example.gov/q/")
    runner.run(str(paper.pk))
    one["flyer"] = [paper.pk]
    one["planned"] = [outreach.event(reviewer, client, title=f"{mark} fair").uid]
    one["partner"] = [
        outreach.partner(reviewer, client, name=f"{mark} library", contact=f"{mark} head").pk
    ]
    _underwriting(client, mark, one)
    _place(made, one)
    return made


def _underwriting(client: Client, mark: str, one: dict[str, list[Any]]) -> None:
    """A review under way, and one of everything that belongs to the desk."""
    paper = client.carrier.organisation
    by = member(f"{mark}-underwriter", Role.UNDERWRITER, paper)
    giver = member(f"{mark}-administrator", Role.ADMINISTRATOR, paper)
    row = underwriting.opening.open_review(
        by=by, client_code=client.code, kind="new_business", starts_on=date(2027, 1, 1), as_of=AS_OF
    )
    words = {"label": f"{mark} issue", "sentence": f"{mark} sentence"}
    issue = raise_by_hand(by=by, number=row.number, blocking="quote", **words)
    reason = record_reason(by=by, client_code=client.code, **words)
    due = set_contingency(
        by=by, client_code=client.code, title=mark, wanted=mark, due_on=date(2199, 1, 1)
    )
    given = underwriting.granted(client, by=giver, asked=NewGrant(username=by.username))
    one["review"], one["issue"], one["reason"] = [row.number], [issue.pk], [reason.pk]
    one["contingency"], one["grant"] = [due.pk], [given.pk]
    page = upload(f"{mark}-letter.csv", f"{mark} letter\r\n".encode())
    paper_kept = attach(by=by, number=row.number, file=page, file_name=page.name, kind="letter")
    one["document"] = [paper_kept.pk]
    noted = file_note_pdf.ask(by=by, number=row.number)
    runner.run(str(noted.pk))
    one["note"] = [noted.pk]
    one["carrier"] = [client.carrier.code]


def _alert(client: Client, mark: str, reviewer: User) -> int:
    """An alert about an officer without a complaint, so that nothing else here changes."""
    adopted(reviewer, client)
    today = timezone.localdate()
    alert = Alert.objects.create(
        client=client,
        officer=OfficerFactory(client=client),
        rules_number=1,
        rules=["complaints_12"],
        level="warning",
        reasons=[f"{mark} reason"],
        raised_on=today,
        newest_on=today,
        due_on=today,
    )
    return alert.pk


def _losses(made: Furnished, one: dict[str, list[Any]], by: User) -> None:
    code, mark = made.client.code, made.mark
    imports.save_mapping(by=by, client_code=code, kind="loss-run", name="house", text=LOSSES)
    file = upload(f"{mark}.csv", loss_file(mark))
    batch = imports.receive(
        by=by,
        kind="loss-run",
        client_code=code,
        file=file,
        file_name=file.name or "",
        valued_on=AS_OF,
    )
    imports.preview(by=by, batch_id=batch.pk, mapping="house")
    outcome = imports.commit(by=by, batch_id=batch.pk)
    assert outcome.status == "committed", outcome
    with (EXAMPLES / "policies-harbour.csv").open("rb") as schedule:
        terms = imports.receive(
            by=by, kind="policies", client_code=code, file=schedule, file_name=f"{mark}-p.csv"
        )
    imports.preview(by=by, batch_id=terms.pk, mapping=parse(POLICIES, file_kind("policies")))
    imports.commit(by=by, batch_id=terms.pk)
    for year, retro in ((2024, 2015), (2025, 2025)):
        term(
            made.client,
            date(year, 10, 1),
            number="R-1",
            line="ELL",
            retro_date=date(retro, 10, 1),
        )
    submission = open_submission(by=by, client_code=code, starts_on=date(2026, 10, 1))
    one["submission"] = [submission.pk]
    one["import"], one["mapping"] = [batch.pk], [code, "house"]
    one["claim"] = [code, f"{mark}-1"]
    one["export"] = [code, "complaints"]


def _rated(made: Furnished, one: dict[str, list[Any]], by: User) -> None:
    """A plan in force, another written, and a worksheet that is kept and drawn."""
    client = made.client
    writer, second = (UserFactory() for _ in range(2))
    for user in (writer, second):
        MembershipFactory(
            user=user, organisation=client.carrier.organisation, role=Role.UNDERWRITER
        )
    plan = a_plan(carrier=client.carrier.code, title=f"{made.mark} plan")
    active(by=writer, second=second, plan=plan)
    one["plan"] = [written(by=writer, plan=plan).number]
    ExposureFactory(client=client, month=date(2026, 8, 1))
    row = keep_worksheet(by=by, client_code=client.code, as_of=AS_OF, line="LEL")
    one["worksheet"] = [row.pk]
    drawn = worksheet_pdf.ask(by=by, worksheet_id=row.pk)
    runner.run(str(drawn.pk))
    one["drawn"] = [drawn.pk]


def _advice(client: Client, mark: str, advisor: User, manager: User) -> str:
    row = recommendation(client=client, advisor=advisor, manager=manager, status="issued")
    type(row).objects.filter(pk=row.pk).update(title=f"{mark} policy", condition=f"{mark} found")
    return row.number


def _complaint(client: Client, mark: str, by: User) -> None:
    row = record_complaint(
        by=by,
        client_code=client.code,
        number=f"{mark}-C1",
        received_on=date(2026, 5, 1),
        district=f"{mark} district",
        allegations=[NewAllegation(words=f"{mark} words", officer="17")],
    )
    record_finding(
        by=by,
        allegation_id=row.allegations.get().pk,
        merits="NSU",
        as_recorded=f"{mark} finding",
    )


def _case(
    client: Client, mark: str, one: dict[str, list[Any]], *, manager: User, reviewer: User
) -> None:
    """A case with a file and a toll, an officer's name, a compliment, a hold and a proposal."""
    complaint = client.complaints.get()
    case = cases.open_case(by=reviewer, complaint_id=complaint.pk)
    page = upload(f"{mark}.csv", f"{mark},1\r\n".encode())
    kept = case_files.attach(by=reviewer, case_id=case.pk, file=page, file_name=f"{mark}.csv")
    toll = start_toll(
        by=reviewer, complaint_id=complaint.pk, reason="criminal_case", starts_on=date(2026, 5, 2)
    )
    enter_name(by=reviewer, client_code=client.code, officer="17", name=f"{mark} Name")
    record_compliment(
        by=reviewer,
        client_code=client.code,
        number=f"{mark}-P1",
        received_on=date(2026, 5, 1),
        words=f"{mark} praise",
    )
    answer_question(
        by=reviewer,
        client_code=client.code,
        question="email",
        answer=True,
        answered_on=date(2026, 1, 1),
        evidence=f"{mark} page",
    )
    count_inquiries(by=reviewer, client_code=client.code, month=date(2026, 1, 1), inquiries=7)
    hold = place_hold(
        by=manager, client_code=client.code, complaint_id=complaint.pk, reason=f"{mark} suit"
    )
    run = RetentionRun.objects.create(
        client=client,
        as_of=date(2026, 5, 1),
        plan_sha256="0" * 64,
        proposed_by=manager,
        proposed_at=timezone.now(),
    )
    one["complaint"], one["case"], one["case_file"] = [complaint.pk], [case.pk], [kept.pk]
    one["toll"], one["hold"], one["run"] = [toll.pk], [hold.pk], [run.pk]
    one["reminder"] = [reminder_of(case, on=date(2026, 5, 20)).pk]
    one["allegation"] = [complaint.allegations.get().pk]


def _place(made: Furnished, one: dict[str, list[Any]]) -> None:
    """The arguments of every route by the thing its name speaks of."""
    made.queries = dict.fromkeys(
        ["api_client_loss_run", "api_client_loss_run_csv", "api_client_large_losses"],
        f"?valued={AS_OF}",
    )
    made.queries["api_client_comparison"] = f"?earlier=2025-09-30&later={AS_OF}"
    subjects = {
        "api_client_mapping": "mapping",
        "api_client": "code",
        "api_client_export": "export",
        "api_no_loss": "code",
        "api_claim": "claim",
        "api_import": "import",
        "api_loss_run_pdf": "paper",
        "api_snapshot": "snapshot",
        "api_recommendation": "recommendation",
        "api_submission": "submission",
        "api_report": "report",
        "api_job": "job",
        "api_initiative": "initiative",
        "api_evidence": "evidence",
        "api_partner": "partner",
        "api_credit_letter": "credit_letter",
        "api_flyer": "flyer",
        "api_planned_event": "planned",
        "api_link": "link",
        "api_review": "review",
        "api_review_document": "document",
        "api_file_note": "note",
        "api_issue": "issue",
        "api_reason": "reason",
        "api_contingency": "contingency",
        "api_carrier": "carrier",
        "api_grant": "grant",
        "api_worksheet": "worksheet",
        "api_drawn_worksheet": "drawn",
        "api_rating_plan": "plan",
        "api_alert": "alert",
        "api_audit": "audit",
        "api_assessment": "assessment",
        "api_complaint": "complaint",
        "api_allegation": "allegation",
        "api_case": "case",
        "api_case_file": "case_file",
        "api_toll": "toll",
        "api_clock_reminder": "reminder",
        "api_hold": "hold",
        "api_retention_run": "run",
    }
    for name in VIEWS:
        found = [key for key in subjects if name == key or name.startswith(f"{key}_")]
        if name in {"api_client_mappings", *HOUSE}:
            found = ["api_client"] if name not in HOUSE else []
        if found:
            made.keys[name] = one[subjects[max(found, key=len)]]
    made.keys["api_report_check"] = ["0" * 64]
