"""Recording that a retro date was meant to advance. Nothing else ever closes that finding."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.clients.queries import find
from riskcore.coverage.gaps import RETRO_ADVANCED
from riskcore.coverage.models import RetroAcceptance
from riskcore.coverage.queries import place, standing_findings
from riskcore.errors import Conflict, InvalidInput, NotFound
from riskcore.units import write_date

LONGEST_TEXT = 4_000


def accept_retro_date(
    *,
    by: User,
    client_code: str,
    line: str,
    number: str,
    starts_on: date,
    retro_date: date,
    reason: str,
    agreement: str,
) -> RetroAcceptance:
    """Accept the later retro date of one line of one term, with the reason and the client's agreement.

    Raises NotFound where that term has no such advanced retro date, InvalidInput for an empty text,
    Conflict where it is accepted already. Records ``coverage.accept_retro_date``.
    """
    client = find(by=by, code=client_code, permission="coverage.accept_retro")
    texts = {"reason": reason.strip(), "agreement": agreement.strip()}
    _check_texts(texts)
    standing = standing_findings(client_ids=[client.pk], as_of=starts_on).get(client.pk, ())
    asked = (line, number, starts_on, retro_date)
    if not any(one.key == RETRO_ADVANCED and place(one) == asked for one in standing):
        raise NotFound(
            "coverage.retro_not_advanced",
            f"You asked to accept the {line} retro date {write_date(retro_date)} of {number} from "
            f"{write_date(starts_on)}; that term has no retro date later than the term before it. "
            "Look at the client's cover.",
            line=line,
            number=number,
        )
    try:
        with transaction.atomic():
            row = RetroAcceptance.objects.create(
                client=client,
                line=line,
                number=number,
                starts_on=starts_on,
                retro_date=retro_date,
                accepted_by=by,
                recorded_at=timezone.now(),
                **texts,
            )
            record(
                by=by,
                verb="coverage.accept_retro_date",
                subject=row,
                client=client,
                line=line,
                number=number,
                starts_on=starts_on,
                retro_date=retro_date,
                **texts,
            )
    except IntegrityError as error:
        raise Conflict(
            "coverage.retro_accepted",
            f"The {line} retro date {write_date(retro_date)} of {number} is accepted already; "
            "nothing was done. Read the acceptance on the client's cover.",
        ) from error
    return row


def _check_texts(texts: dict[str, str]) -> None:
    if missing := [name for name, text in texts.items() if not text]:
        raise InvalidInput(
            "coverage.acceptance_text_missing",
            f"You asked to accept a later retro date without its {' and '.join(missing)}. Say why "
            "prior acts are given up, and which body of the client agreed and where that is written.",
            fields=missing,
        )
    if long := [name for name, text in texts.items() if len(text) > LONGEST_TEXT]:
        raise InvalidInput(
            "coverage.acceptance_text_long",
            f"The {' and '.join(long)} may have {LONGEST_TEXT:,} characters. Shorten the text.",
            fields=long,
        )
