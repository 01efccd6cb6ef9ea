"""Looking for links, and deciding them. A decision never removes a link: both stay on record."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from accountability.complaints.models import Complaint
from accountability.links.gathering import records_of
from accountability.links.matching import Match, matches
from accountability.links.models import Link, LinkDecision, LinkScore, Origin, Verdict
from accountability.links.queries import find_link
from accountability.links.writing import ENDS, ends_of, ends_of_row, score_of
from accountability.retention.models import LegalHold
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.models import Client
from riskcore.clients.queries import check, find
from riskcore.errors import InvalidInput
from riskcore.losses.models import Claim

AT_ONCE = 500
Row = TypeVar("Row")


def suggest(*, by: User, client_code: str) -> dict[str, int]:
    """Compare everything on record for the client and keep what may be one event.

    A pair that is there already keeps its decision; where its confidence has changed, a new score is
    appended. Raises NotFound, PermissionDenied ("link.suggest"). Records ``links.suggested`` where
    anything is new. Returns how many links are new, scored anew and unchanged.
    """
    client = find(by=by, code=client_code, permission="link.suggest")
    return keep(by=by, client=client, found=matches(records_of(client)))


@transaction.atomic
def keep(*, by: User, client: Client, found: Sequence[Match]) -> dict[str, int]:
    """Write what ``suggest`` found; the client's row is locked, so two never write one pair twice."""
    Client.objects.select_for_update().get(pk=client.pk)
    now = timezone.now()
    known = {ends_of_row(link): link.pk for link in Link.objects.filter(client=client)}
    scored = {
        score.link_id: {
            "plan": score.plan,
            "confidence": score.confidence,
            "parts": score.parts,
        }
        for score in LinkScore.objects.filter(link__client=client).current()
    }
    fresh = [match for match in found if ends_of(match) not in known]
    Link.objects.bulk_create(
        (
            Link(
                client=client,
                origin=Origin.SUGGESTED,
                recorded_at=now,
                **dict(zip(ENDS, ends_of(match), strict=True)),
            )
            for match in fresh
        ),
        batch_size=AT_ONCE,
    )
    if fresh:
        known = {ends_of_row(link): link.pk for link in Link.objects.filter(client=client)}
    changed = [
        (known[ends_of(match)], match)
        for match in found
        if scored.get(known[ends_of(match)]) != score_of(match)
    ]
    LinkScore.objects.bulk_create(
        (LinkScore(link_id=link, recorded_at=now, **score_of(match)) for link, match in changed),
        batch_size=AT_ONCE,
    )
    counts = {
        "new": len(fresh),
        "scored_anew": len(changed) - len(fresh),
        "unchanged": len(found) - len(changed),
    }
    if changed:
        audit.record(by=by, verb="links.suggested", subject=client, client=client, **counts)
    return counts


@transaction.atomic
def decide(*, by: User, link_id: int, verdict: str, reason: str = "") -> LinkDecision:
    """Confirm or reject a link; whoever changes their mind decides again, and both decisions are kept.

    A rejection says why; confirming that a complaint belongs to a claim places a legal hold on it.
    Raises NotFound, PermissionDenied ("link.decide"), InvalidInput. Records ``link.decided``.
    """
    link = find_link(by=by, link_id=link_id)
    check(by=by, permission="link.decide", client=link.client)
    return _decide(by, link, verdict, reason)


def _decide(by: User, link: Link, verdict: str, reason: str) -> LinkDecision:
    reason = reason.strip()
    if verdict not in Verdict.values:
        raise InvalidInput(
            "link.verdict",
            f"You asked to decide a link as {verdict!r}; it can be {' or '.join(Verdict.values)}.",
            verdict=verdict,
        )
    if verdict == Verdict.REJECTED and not reason:
        raise InvalidInput(
            "link.reason_missing",
            "You asked to reject a link without saying why. Give a reason: it is kept beside the "
            "suggestion, and whoever looks again reads it.",
        )
    decision = LinkDecision.objects.create(
        link=link, verdict=verdict, reason=reason, decided_by=by, recorded_at=timezone.now()
    )
    if verdict == Verdict.CONFIRMED:
        _hold(by, link)
    audit.record(
        by=by,
        verb="link.decided",
        subject=link,
        client=link.client,
        verdict=verdict,
        joins=joins(link),
    )
    return decision


def _hold(by: User, link: Link) -> None:
    """A complaint that belongs to a claim is kept, whatever a retention rule says, until a person
    releases the hold; rejecting the link later releases nothing by itself."""
    if link.complaint is None or link.claim is None:
        return
    held = LegalHold.objects.in_force().filter(complaint=link.complaint, claim=str(link.claim))
    if not held.exists():
        LegalHold.objects.create(
            client=link.client,
            complaint=link.complaint,
            claim=str(link.claim),
            reason=f"Confirmed to belong to claim {link.claim}.",
            placed_by=by,
            placed_at=timezone.now(),
        )


def joins(link: Link) -> str:
    """Which kinds of record a link joins, in words."""
    ends = zip(("complaint", "force report", "claim"), ends_of_row(link), strict=True)
    return " and ".join(noun for noun, pk in ends if pk is not None)


@transaction.atomic
def join(
    *, by: User, client_code: str, complaint: str, claim: str, suffix: str = "", reason: str
) -> Link:
    """Link a complaint and a claim by their numbers although nothing suggested it; it counts at once.

    Raises NotFound, PermissionDenied ("link.decide"), InvalidInput without a reason or for a number
    that is not on record. Records ``link.decided``.
    """
    client = find(by=by, code=client_code, permission="link.decide")
    Client.objects.select_for_update().get(pk=client.pk)
    complaints = Complaint.objects.visible_to(by).known_at().filter(client=client)
    claims = Claim.objects.visible_to(by).known_at().filter(client=client, suffix=suffix)
    left = _the_one(complaints.filter(number=complaint.strip()), "complaint", complaint)
    right = _the_one(claims.filter(number=claim.strip()), "claim", claim)
    if not reason.strip():
        raise InvalidInput(
            "link.reason_missing",
            "You asked to link two records by hand without saying why. Say what shows that they are "
            "one event.",
        )
    link, _ = Link.objects.get_or_create(
        client=client,
        complaint=left,
        claim=right,
        force_report=None,
        defaults={"origin": Origin.BY_HAND, "recorded_at": timezone.now()},
    )
    _decide(by, link, Verdict.CONFIRMED, reason)
    return link


def _the_one(rows: Iterable[Row], noun: str, number: str) -> Row:
    for row in rows:
        return row
    raise InvalidInput(
        f"link.{noun}_unknown",
        f"You asked to link the {noun} {number!r}; the client has none with that number. Check it in "
        f"the list of {noun}s.",
        field=noun,
        number=number,
    )
