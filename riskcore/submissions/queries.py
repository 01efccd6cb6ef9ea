"""Reading submissions: one as it stands, and those of a client or of everybody."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from riskcore.access.scoping import Person
from riskcore.clients.queries import find as find_client
from riskcore.errors import NotFound
from riskcore.submissions.bank import Bank, Fired, fired
from riskcore.submissions.banks_on_file import bank
from riskcore.submissions.models import Answer, Ask, Attestation, Capacity, Submission
from riskcore.submissions.reading import Given, Line, Part, completeness, lines_of, missing, parts
from riskcore.submissions.states import ANSWERABLE


@dataclass(frozen=True, kw_only=True)
class Attested:
    """One attestation. holds: no answer has been recorded since."""

    capacity: str
    label: str
    by: str
    by_id: int
    at: Any
    holds: bool


@dataclass(frozen=True, kw_only=True)
class View:
    """One submission as it stands. last_answer: the number of its latest answer."""

    row: Submission
    bank: Bank
    lines: tuple[Line, ...]
    attestations: tuple[Attested, ...]
    fired: tuple[Fired, ...]
    given: Mapping[str, Given]
    last_answer: int

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts(self.lines)

    @property
    def completeness(self) -> str:
        return completeness(self.lines)

    @property
    def missing(self) -> tuple[str, ...]:
        return missing(self.lines)

    @property
    def standing_attestations(self) -> dict[str, Attested]:
        """By capacity, those that still speak of the answers as they are."""
        return {one.capacity: one for one in self.attestations if one.holds}

    @property
    def lacks(self) -> tuple[str, ...]:
        """Whose attestation is missing, in words."""
        held = self.standing_attestations
        return tuple(str(one.label) for one in Capacity if one.value not in held)

    @property
    def changed(self) -> tuple[Line, ...]:
        """What differs from the expiring term."""
        return tuple(one for one in self.lines if one.change in {"changed", "taken_back", "new"})

    def is_asked_again(self, code: str) -> bool:
        """Whether an underwriter's question about it is still open."""
        return any(line.ask for line in self.lines if line.question.code == code)

    def late(self, on: date) -> str:
        """How late it is, in words; "" while it is not."""
        days = (on - self.row.due_on).days
        if self.row.status not in ANSWERABLE or days <= 0:
            return ""
        return f"{days} day{'' if days == 1 else 's'} late"


def find(*, by: Person, number: int) -> Submission:
    """The submission with this number, if ``by`` may see it; otherwise NotFound."""
    rows = Submission.objects.visible_to(by).select_related("client__carrier", "expiring")
    row = rows.filter(pk=number).first()
    if row is None:
        raise NotFound(
            "submission.unknown",
            f"You asked for the submission {number}; there is none that you may see. Look for it on "
            "the client's renewal page.",
            submission=number,
        )
    return row


def read(*, by: Person, number: int) -> View:
    """One submission as it stands. Raises NotFound."""
    row = find(by=by, number=number)
    return views([row])[row.pk]


def of_client(*, by: Person, client_code: str) -> tuple[View, ...]:
    """A client's submissions, the latest term first. Raises NotFound, PermissionDenied."""
    client = find_client(by=by, code=client_code, permission="submission.view")
    rows = Submission.objects.visible_to(by).filter(client=client)
    found = list(rows.select_related("client__carrier", "expiring").order_by("-starts_on", "-id"))
    as_read = views(found)
    return tuple(as_read[row.pk] for row in found)


def views(rows: Sequence[Submission]) -> dict[int, View]:
    """Each submission as it stands, in a fixed number of queries beside one for each bank."""
    ids = [row.pk for row in rows]
    wanted = {*ids, *(row.expiring_id for row in rows if row.expiring_id)}
    given = latest(wanted)
    asks: dict[int, dict[str, Ask]] = {}
    for ask in Ask.objects.filter(submission__in=ids).order_by("id"):
        asks.setdefault(ask.submission_id, {})[ask.code] = ask
    words: dict[int, list[Attestation]] = {}
    attested = Attestation.objects.filter(submission__in=ids).select_related("attested_by")
    for one in attested.order_by("id"):
        words.setdefault(one.submission_id, []).append(one)
    banks = {key: bank(key) for key in {row.bank for row in rows}}
    return {
        row.pk: _view(row, banks[row.bank], given, asks.get(row.pk, {}), words.get(row.pk, []))
        for row in rows
    }


def latest(submission_ids: Collection[int]) -> Mapping[int, dict[str, Given]]:
    """Of each submission the answer that holds to each question, in one query."""
    found: dict[int, dict[str, Given]] = {}
    rows = Answer.objects.filter(submission__in=submission_ids).select_related("answered_by")
    for row in rows.order_by("id"):
        found.setdefault(row.submission_id, {})[row.code] = Given(
            place=row.pk,
            value=row.value,
            origin=row.origin,
            as_of=row.as_of,
            source=row.source,
            by=row.answered_by.get_full_name() or row.answered_by.username,
            at=row.recorded_at,
        )
    return found


def _view(
    row: Submission,
    of_bank: Bank,
    given: Mapping[int, dict[str, Given]],
    asks: Mapping[str, Ask],
    words: Sequence[Attestation],
) -> View:
    mine = given.get(row.pk, {})
    before = given.get(row.expiring_id or 0, {})
    last = max((one.place for one in mine.values()), default=0)
    open_asks = {
        code: ask.text
        for code, ask in asks.items()
        if code not in mine or mine[code].place <= ask.last_answer
    }
    return View(
        row=row,
        bank=of_bank,
        lines=lines_of(
            of_bank,
            lines=row.lines,
            on=row.starts_on,
            given=mine,
            expiring={code: one.value for code, one in before.items()},
            asks=open_asks,
        ),
        attestations=tuple(
            Attested(
                capacity=one.capacity,
                label=one.get_capacity_display(),
                by=one.attested_by.get_full_name() or one.attested_by.username,
                by_id=one.attested_by_id,
                at=timezone.localtime(one.attested_at),
                holds=one.last_answer >= last,
            )
            for one in words
        ),
        fired=fired(of_bank, {code: one.value for code, one in mine.items()}, on=row.starts_on),
        given=mine,
        last_answer=last,
    )
