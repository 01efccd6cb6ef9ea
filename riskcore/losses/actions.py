"""What is recorded of losses by hand: one movement of money, or that there were no losses."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput, NotFound
from riskcore.losses.book import standing
from riskcore.losses.ledger import KINDS, MOVEMENTS, post_movement
from riskcore.losses.models import Claim, ClaimStatement, LossTransaction, NoLossStatement
from riskcore.losses.queries import check_line
from riskcore.periods import Period
from riskcore.units import cents


def record_transaction(
    *,
    by: User,
    client_code: str,
    number: str,
    suffix: str = "",
    kind: str,
    movement: str,
    amount: Decimal,
    posted_on: date,
) -> LossTransaction:
    """Post one movement of money on a claim; reserves move by their change, not to their new level.

    Where a statement of a later date is recorded, that statement counts the movement already: the
    opposite is posted on its day. Raises NotFound, PermissionDenied ("loss.record"), InvalidInput.
    """
    client = find(by=by, code=client_code, permission="loss.record")
    _check_movement(kind, movement, amount, posted_on)
    with transaction.atomic():
        claim = _claim(client, number, suffix)
        _check_reserve_of_closed(client, claim, movement, amount, posted_on)
        days = (
            ClaimStatement.objects.known_at()
            .filter(claim=claim)
            .order_by()
            .values_list("valued_on", flat=True)
        )
        postings = post_movement(
            kind=kind,
            movement=movement,
            amount=cents(amount),
            posted_on=posted_on,
            statement_days=days,
        )
        moment = timezone.now()
        rows = [
            LossTransaction.objects.create(claim=claim, recorded_at=moment, **posting._asdict())
            for posting in postings
        ]
        record(
            by=by,
            verb="loss.transaction_recorded",
            subject=rows[0],
            client=client,
            claim=str(claim),
            kind=kind,
            movement=movement,
            amount=cents(amount),
            posted_on=posted_on,
        )
    return rows[0]


def state_no_losses(
    *, by: User, client_code: str, line: str, starts_on: date, ends_on: date, valued_on: date
) -> NoLossStatement:
    """State that the client had no losses of a line from ``starts_on`` to the day before ``ends_on``.

    Raises NotFound, PermissionDenied ("loss.record"), and InvalidInput where a claim dated in the
    period is recorded as of ``valued_on``, or the period ends before it starts.
    """
    client = find(by=by, code=client_code, permission="loss.record")
    check_line(line)
    if ends_on <= starts_on:
        raise InvalidInput(
            "losses.period",
            f"You stated no losses from {starts_on} to {ends_on}; the period must end after it "
            "starts. Give the first day no longer covered as its end.",
        )
    with transaction.atomic():
        period = Period(starts_on, ends_on)
        claims = [
            claim
            for claim in standing(client_ids=[client.pk], valued_on=valued_on, line=line)
            if claim.dated_on is not None and claim.dated_on in period
        ]
        if claims:
            raise InvalidInput(
                "losses.not_quiet",
                f"You stated no {line} losses from {starts_on} to {period.last_day}, but "
                f"{len(claims)} claims of that time are recorded, the first being "
                f"{claims[0].number}. Look at the loss run and correct one or the other.",
                claims=[claim.number for claim in claims],
            )
        statement = NoLossStatement.objects.create(
            client=client,
            line=line,
            starts_on=starts_on,
            ends_on=ends_on,
            valued_on=valued_on,
            stated_by=by,
            recorded_at=timezone.now(),
        )
        record(
            by=by,
            verb="loss.none_stated",
            subject=statement,
            client=client,
            line=line,
            starts_on=starts_on,
            ends_on=ends_on,
            valued_on=valued_on,
        )
    return statement


def _check_movement(kind: str, movement: str, amount: Decimal, posted_on: date) -> None:
    if kind not in KINDS or movement not in MOVEMENTS:
        raise InvalidInput(
            "losses.movement",
            f"You asked to post {kind!r} {movement!r}; the kinds are {', '.join(KINDS)} and the "
            f"movements {', '.join(MOVEMENTS)}.",
        )
    if cents(amount) == 0:
        raise InvalidInput(
            "losses.amount", "You asked to post nothing; give an amount of at least one cent."
        )
    if posted_on > timezone.localdate():
        raise InvalidInput(
            "losses.future",
            f"You asked to post money on {posted_on}, which has not come yet. Give the day it moved.",
        )


def _claim(client: Client, number: str, suffix: str) -> Claim:
    claim = (
        Claim.objects.select_for_update()
        .filter(client=client, number=number, suffix=suffix)
        .first()
    )
    if claim is None:
        raise NotFound(
            "claims.unknown",
            f"You asked for the claim {number!r} of {client.name}; there is none. Check the number "
            "in the loss run, or import the loss run that names it.",
            claim=number,
        )
    return claim


def _check_reserve_of_closed(
    client: Client, claim: Claim, movement: str, amount: Decimal, posted_on: date
) -> None:
    if movement != "reserve" or amount < 0:
        return
    now = {row.claim_id: row for row in standing(client_ids=[client.pk], valued_on=posted_on)}
    standing_claim = now.get(claim.pk)
    if standing_claim is not None and not standing_claim.is_open:
        raise InvalidInput(
            "claims.closed",
            f"You asked to raise the reserve of {claim}, which is closed on {posted_on}; a closed "
            "claim holds none. Import the statement that re-opens it first.",
            claim=str(claim),
        )
