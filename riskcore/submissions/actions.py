"""Answering for a term: opening a submission, and saving what is known so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.clients.models import Client
from riskcore.clients.queries import check
from riskcore.clients.queries import find as find_client
from riskcore.errors import Conflict, DomainError, InvalidInput, InvalidTransition
from riskcore.policies import CoveragePart, Policy
from riskcore.submissions.bank import Bank, read_answer
from riskcore.submissions.banks_on_file import in_force
from riskcore.submissions.models import Answer, Origin, Submission
from riskcore.submissions.queries import View, find, latest, read
from riskcore.submissions.states import ANSWERABLE

DUE_DAYS_BEFORE = 60


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What one save did. problems: question code -> sentence, each of an answer that was not taken."""

    saved: tuple[str, ...]
    problems: dict[str, str]


def open_submission(*, by: User, client_code: str, starts_on: date) -> Submission:
    """Open the submission for the term that starts on a day, with the expiring term's answers carried.

    It asks about the lines of the policies that end on that day, or else are in force the day before.
    Raises InvalidInput where no policy does, Conflict where one is open already. Records
    ``submission.open``.
    """
    client = find_client(by=by, code=client_code, permission="submission.open")
    lines = _lines(client, starts_on)
    of_bank = in_force(starts_on)
    before = (
        Submission.objects.filter(client=client, starts_on__lt=starts_on)
        .filter(status__in=["accepted", "submitted"])
        .order_by("-starts_on", "-id")
        .first()
    )
    now = timezone.now()
    try:
        with transaction.atomic():
            row = Submission.objects.create(
                client=client,
                starts_on=starts_on,
                lines=lines,
                bank=of_bank.key,
                due_on=starts_on - timedelta(days=DUE_DAYS_BEFORE),
                expiring=before,
                opened_by=by,
                opened_at=now,
                moved_at=now,
            )
            carried = _carry(row, before, of_bank, by)
            record(
                by=by,
                verb="submission.open",
                subject=row,
                client=client,
                starts_on=starts_on,
                lines=lines,
                bank=of_bank.key,
                carried=carried,
            )
    except IntegrityError as error:
        raise Conflict(
            "submission.exists",
            f"There is a submission of {client.name} for the term from {starts_on} already. Go on "
            "with that one, or withdraw it first.",
            client=client.code,
        ) from error
    return row


@transaction.atomic
def save_answers(
    *,
    by: User,
    number: int,
    answers: Mapping[str, str],
    confirm: Collection[str] = (),
    seen: int | None = None,
    as_of: date | None = None,
    source: str = "",
) -> Saved:
    """Save what is known so far: each well-formed answer that differs, and each carried one confirmed.

    answers: code -> as typed, "" taking the answer back. confirm: codes whose carried answer stands.
    seen: the number of the last answer the caller had read; a question somebody else has answered
    since is not overwritten but told of. Raises NotFound, PermissionDenied, InvalidTransition. Records
    ``submission.answer`` where anything was saved.
    """
    row = find(by=by, number=number)
    check(by=by, permission="submission.answer", client=row.client)
    row = Submission.objects.select_for_update().select_related("client").get(pk=row.pk)
    if row.status not in ANSWERABLE:
        raise not_now("answer", row)
    view = read(by=by, number=number)
    fresh: list[tuple[str, Any, str]] = []
    problems: dict[str, str] = {}
    for code in {**answers, **dict.fromkeys(confirm)}:
        try:
            change = _change(view, code, answers.get(code), code in confirm, seen)
        except DomainError as refused:
            problems[code] = refused.message
        else:
            fresh += [change] if change else []
    _append(row, by, fresh, as_of or timezone.localdate(), source)
    return Saved(saved=tuple(code for code, _, _ in fresh), problems=problems)


def _change(
    view: View, code: str, typed: str | None, is_confirmed: bool, seen: int | None
) -> tuple[str, Any, str] | None:
    """The answer to record for one question, or None where it stands as it is. Raises InvalidInput."""
    question = view.bank.question(code)
    if question is None:
        raise InvalidInput(
            "submission.question_unknown",
            f"There is no question {code!r} in {view.bank.key}. Use the codes of that bank.",
            question=code,
        )
    now = view.given.get(code)
    held = now.value if now else None
    value = held if typed is None else read_answer(question, typed)
    confirms = is_confirmed and held is not None and value == held
    waits = now is not None and (now.origin == Origin.CARRIED or view.is_asked_again(code))
    if value == held and not (confirms and waits):
        return None
    if seen is not None and now is not None and now.place > seen:
        raise Conflict(
            "submission.answered_meanwhile",
            f"{code}, {question.text}: {now.by} answered this while you were writing. Read the page "
            "again and change it if you still wish to.",
            question=code,
        )
    return code, value, Origin.CONFIRMED if confirms else Origin.GIVEN


def _append(
    row: Submission, by: User, fresh: Sequence[tuple[str, Any, str]], as_of: date, source: str
) -> None:
    if not fresh:
        return
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(
            submission=row,
            code=code,
            value=value,
            origin=origin,
            as_of=as_of,
            source=source.strip()[:300],
            answered_by=by,
            recorded_at=now,
        )
        for code, value, origin in fresh
    )
    Submission.objects.filter(pk=row.pk).update(version=row.version + 1)
    record(
        by=by,
        verb="submission.answer",
        subject=row,
        client=row.client,
        starts_on=row.starts_on,
        questions=[code for code, _, _ in fresh],
    )


def _carry(row: Submission, before: Submission | None, of_bank: Bank, by: User) -> int:
    if before is None:
        return 0
    kept = [
        Answer(
            submission=row,
            code=code,
            value=one.value,
            origin=Origin.CARRIED,
            as_of=one.as_of,
            source=one.source,
            answered_by=by,
            recorded_at=row.opened_at,
        )
        for code, one in latest([before.pk]).get(before.pk, {}).items()
        if one.value is not None and _still_asked(of_bank, code, one.value)
    ]
    return len(Answer.objects.bulk_create(kept))


def _still_asked(of_bank: Bank, code: str, value: Any) -> bool:
    """Whether the version in force has the question and would take this answer."""
    question = of_bank.question(code)
    if question is None:
        return False
    is_table, is_flag = isinstance(value, list), isinstance(value, bool)
    if is_table != (question.answer_type == "table"):
        return False
    if is_table:
        return all(len(cells) == len(question.choices) for cells in value)
    if is_flag != (question.answer_type == "yes_no"):
        return False
    try:
        return is_flag or read_answer(question, str(value)) == value
    except InvalidInput:
        return False


def _lines(client: Client, starts_on: date) -> list[str]:
    eve = starts_on - timedelta(days=1)
    terms = Policy.objects.current().filter(
        client=client, starts_on__lte=eve, ends_on__gte=starts_on
    )
    ending = terms.filter(ends_on=starts_on)
    chosen = ending if ending.exists() else terms
    found = CoveragePart.objects.filter(policy__in=chosen).order_by("line")
    lines = list(found.values_list("line", flat=True).distinct())
    if not lines:
        raise InvalidInput(
            "submission.no_policy",
            f"You asked to open a submission for the term from {starts_on}; no policy of "
            f"{client.name} ends on that day or is in force the day before. Name the day on which a "
            "policy expires.",
            client=client.code,
        )
    return lines


def not_now(verb: str, row: Submission) -> InvalidTransition:
    """The refusal of what can be done only while the client answers."""
    return InvalidTransition(
        "submission.state",
        f"You asked to {verb} a submission that is {row.status!r}; that can be done only while it is "
        "open or returned.",
        status=row.status,
    )
