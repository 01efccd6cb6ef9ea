"""How well complaints are taken in: measured for a whole scope, and the page of one client.

Answers to the checklist are about the department and nobody in it; insurers read them. Inquiries are
counts of people who came to the door: who may not see rows reads no month of them, and no share of fewer
than ten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from accountability.complaints.counts import Book, ComplaintCount
from accountability.given_out import book_of, counts_of, filled_of
from accountability.intake.models import InquiryMonth, IntakeAnswer
from accountability.measures.intake import (
    QUESTIONS,
    Checklist,
    access_score,
    cautious_completeness,
    checklist_on,
    inquiry_ratio,
    intake_quality,
)
from accountability.suppression import smallest_part
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import can, find
from riskcore.exposures import ExposureAmount
from riskcore.factors.reading import Reading, cannot
from riskcore.factors.registry import FACTORS, Peer, Scope, Window
from riskcore.periods import Period, months
from riskcore.profiles.suppression import as_read_by

NONE = cannot("no complaints are recorded for this client; a file not sent is not a zero")
MONTHS_SHOWN = 24


@dataclass(frozen=True, kw_only=True)
class Intake:
    """The three parts of one client and their product, each a figure or the reason why there is none."""

    access: Reading
    complete: Reading
    taken: Reading
    quality: Reading


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question as it stands: the answer that holds on the day, None where nobody has answered."""

    key: str
    question: str
    points: int
    answer: IntakeAnswer | None


@dataclass(frozen=True, kw_only=True)
class IntakePage:
    """Everything the page draws. sees_rows: evidence and months may be shown."""

    as_of: date
    period: Period
    checklist: Checklist
    questions: tuple[Asked, ...]
    intake: Intake
    sees_rows: bool
    inquiries: tuple[InquiryMonth, ...]


def inquiry_amounts(book: Book) -> dict[int, ExposureAmount]:
    """Inquiries of the period by client id, and how many of its months are counted; clients without
    any are left out. One query."""
    asked = months(book.period)
    rows = (
        InquiryMonth.objects.standing(book.client_ids, book.known_at)
        .filter(month__gte=asked[0], month__lte=asked[-1])
        .order_by()
        .values_list("client_id")
        .annotate(Sum("inquiries"), Count("id"))
    )
    return {
        client_id: ExposureAmount(
            quantity=Decimal(total), months_known=known, months_asked=len(asked)
        )
        for client_id, total, known in rows
    }


def answers_of(*, client_ids: list[int], window: Window) -> dict[int, dict[str, bool]]:
    """The answers that hold on the window's day, by client id and question. One query."""
    rows = IntakeAnswer.objects.standing(window.as_of, window.known_at)
    rows = rows.filter(client__in=client_ids)
    found: dict[int, dict[str, bool]] = {client_id: {} for client_id in client_ids}
    for client_id, question, answer in rows.values_list("client_id", "question", "answer"):
        found[client_id][question] = answer
    return found


def intake_of(scope: Scope, window: Window) -> Mapping[int, Intake]:
    """The parts and the product of every client, read by the first measure of a build that asks. Five
    queries, three of them shared with complaint rates and completeness."""
    return scope.once(("intake", window), lambda: _intake(scope, window))


def _intake(scope: Scope, window: Window) -> dict[int, Intake]:
    book = book_of(scope, window)
    checklist = checklist_on(window.as_of)
    answers = answers_of(client_ids=scope.client_ids, window=window)
    counts, filled = counts_of(scope, window), filled_of(scope, window)
    inquiries = inquiry_amounts(book)
    span = {"from": book.period.start.isoformat(), "to": book.period.last_day.isoformat()}
    found = {}
    for client_id in scope.client_ids:
        fields = filled.get(client_id)
        access = replace(
            access_score(answers[client_id], checklist),
            source={
                "table": "access checklist",
                "to": window.as_of.isoformat(),
                "version": checklist.key,
            },
        )
        complete = cautious_completeness(fields.filled, fields.required) if fields else NONE
        taken = replace(
            _taken(counts.get(client_id), inquiries.get(client_id)),
            source={"table": "complaints and inquiries", **span},
        )
        found[client_id] = Intake(
            access=access,
            complete=complete,
            taken=taken,
            quality=_quality(access, complete, taken, span, checklist),
        )
    return found


def _taken(count: ComplaintCount | None, inquiries: ExposureAmount | None) -> Reading:
    """The share taken down, inquiries scaled from the months that are counted."""
    if count is None or not count.ever:
        return NONE
    if inquiries is None:
        return inquiry_ratio(count.in_period, None)
    scaled = round(inquiries.quantity * inquiries.months_asked / inquiries.months_known)
    return replace(
        inquiry_ratio(count.in_period, scaled),
        date_basis=count.date_basis,
        smallest=smallest_part((count.in_period, int(inquiries.quantity))),
        grade="A"
        if inquiries.is_complete
        else "B"
        if 2 * inquiries.months_known >= inquiries.months_asked
        else "C",
        note=""
        if inquiries.is_complete
        else f"Inquiries are scaled from {inquiries.months_known} of {inquiries.months_asked} months.",
    )


def _quality(
    access: Reading,
    complete: Reading,
    taken: Reading,
    span: Mapping[str, str],
    checklist: Checklist,
) -> Reading:
    """The product, counted on as few as its smallest part: with the two others known it tells it."""
    return replace(
        intake_quality(access, complete, taken),
        numerator=taken.numerator,
        denominator=taken.denominator,
        smallest=taken.smallest,
        grade=taken.grade,
        source={"table": "access checklist, complaints and inquiries", **span}
        | {"version": checklist.key},
    )


def intake_page(*, by: Person, client_code: str, as_of: date) -> IntakePage:
    """The page of a client. Raises NotFound and PermissionDenied. A fixed number of queries."""
    client = find(by=by, code=client_code, permission="complaint.view_measures")
    sees_rows = can(by=by, permission="complaint.view_rows", client=client)
    peer = Peer(id=client.pk, code=client.code, kind=client.kind, state=client.state)
    scope, window = Scope(peers=(peer,)), Window(as_of=as_of)
    book = book_of(scope, window)
    checklist = checklist_on(as_of)
    standing = IntakeAnswer.objects.visible_to(by).filter(client=client).standing(as_of)
    answers = {row.question: row for row in standing.select_related("recorded_by")}
    counted = InquiryMonth.objects.visible_to(by).standing([client.pk])
    return IntakePage(
        as_of=as_of,
        period=book.period,
        checklist=checklist,
        questions=tuple(
            Asked(key=key, question=QUESTIONS[key], points=points, answer=answers.get(key))
            for key, points in checklist.points.items()
        ),
        intake=as_shown(intake_of(scope, window)[client.pk], sees_rows=sees_rows),
        sees_rows=sees_rows,
        inquiries=tuple(counted[:MONTHS_SHOWN]) if sees_rows else (),
    )


def as_shown(intake: Intake, *, sees_rows: bool) -> Intake:
    """The parts as a reader may see them: the same rule as for the factors of the profile."""
    return replace(
        intake,
        taken=as_read_by(intake.taken, FACTORS.get("inquiry_share"), is_open=sees_rows),
        quality=as_read_by(intake.quality, FACTORS.get("intake_quality"), is_open=sees_rows),
    )


def answers(*, by: Person, client: Client) -> QuerySet[IntakeAnswer]:
    """Every answer ever given of a client, for whoever may see it."""
    return IntakeAnswer.objects.visible_to(by).known_at().filter(client=client)


def inquiries(*, by: Person, client: Client) -> QuerySet[InquiryMonth]:
    """Every count of inquiries ever given of a client, for whoever may see rows."""
    return InquiryMonth.objects.visible_to(by).known_at().filter(client=client)
