"""Marking the steps of a renewal: done, waived with a reason, or opened again."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput, InvalidTransition, NotFound
from riskcore.renewals.models import RenewalAct
from riskcore.renewals.queries import renewals
from riskcore.renewals.timeline import DONE, REOPENED, WAIVED
from riskcore.units import write_date

LONGEST_NOTE = 2_000


@transaction.atomic
def mark(
    *, by: User, client_code: str, expires_on: date, step: str, verb: str, note: str = ""
) -> RenewalAct:
    """Mark a step: "done", "waived" (with a reason) or "reopened" (with a reason).

    Raises NotFound where nothing of the client expires on that day or there is no such step,
    InvalidTransition where the step is in that state already or settles itself, InvalidInput without
    the reason. Records ``renewal.<verb>``.
    """
    client = find(by=by, code=client_code, permission="renewal.act")
    type(client).objects.select_for_update().get(pk=client.pk)
    _check_words(verb, note)
    today = timezone.localdate()
    found = [one for one in renewals([client], on=today) if one.expires_on == expires_on]
    task = next((task for one in found for task in one.tasks if task.key == step), None)
    if task is None:
        raise NotFound(
            "renewal.step_unknown",
            f"You asked for the step {step!r} of the renewal of {write_date(expires_on)}; "
            f"{client.name} has no such step then. Look at its renewal page.",
            step=step,
        )
    if task.by_itself:
        raise InvalidTransition(
            "renewal.settles_itself",
            f"The step {task.label!r} is settled by the record: {task.why} Change the record instead.",
            step=step,
        )
    if task.is_open == (verb == REOPENED):
        raise InvalidTransition(
            "renewal.step_state",
            f"The step {task.label!r} is {task.status} and cannot be marked {verb}.",
            step=step,
            status=task.status,
        )
    row = RenewalAct.objects.create(
        client=client,
        expires_on=expires_on,
        step=step,
        verb=verb,
        note=note.strip(),
        acted_by=by,
        recorded_at=timezone.now(),
    )
    record(
        by=by,
        verb=f"renewal.{verb}",
        subject=row,
        client=client,
        expires_on=expires_on,
        step=step,
        note=row.note,
    )
    return row


def _check_words(verb: str, note: str) -> None:
    if verb not in {DONE, WAIVED, REOPENED}:
        raise InvalidInput(
            "renewal.verb", f"A step is marked {DONE}, {WAIVED} or {REOPENED}, not {verb!r}."
        )
    if verb != DONE and not note.strip():
        raise InvalidInput(
            "renewal.reason_missing",
            "You asked to waive a step or open it again without saying why. Give a reason: it is kept.",
            field="note",
        )
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(
            "renewal.note_long",
            f"The note may have {LONGEST_NOTE:,} characters. Shorten it.",
            field="note",
        )
