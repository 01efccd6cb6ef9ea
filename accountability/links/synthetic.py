"""The synthetic book's links: claims that came of complaints, suggested by the rule, most decided.

Nothing here is measured on a real client; the shares below are declared.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from accountability.complaints.models import Allegation, Complaint
from accountability.links.gathering import records_of
from accountability.links.matching import Match, matches
from accountability.links.models import Link, LinkDecision, LinkScore, Origin, Verdict
from accountability.links.plan import PLAN
from accountability.links.writing import ends_of, score_of
from accountability.parties.models import ClaimParty
from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.clients.models import Client
from riskcore.losses.models import ClaimStatement
from riskcore.policies import Line
from riskcore.synthetic.registry import PARTS, BookContext, Part

# Declared: of the claims with a complaint near in time, the share that names an officer of it; of those
# suggestions that name one, the share confirmed; of the others, confirmed and rejected.
NAMED, CONFIRMED = 0.75, 0.85
OTHERS_CONFIRMED, OTHERS_REJECTED = 0.05, 0.35
NEAR = timedelta(days=PLAN.days_alone)
# Comparing everything takes time that a large book would wait for: the first departments only.
MOST_DEPARTMENTS = 60
REASONS = (
    "Another person was involved.",
    "The claim is about another street and another hour.",
    "The complaint was about a traffic stop on the same day.",
)


def build(context: BookContext) -> dict[str, int]:
    """Parties of claims, links with their scores, and decisions, of the first police clients."""
    generator = context.generator("links")
    totals = dict.fromkeys(("links", "link decisions"), 0)
    police = [member for member in context.members if member.has_police][:MOST_DEPARTMENTS]
    at = datetime.combine(context.plan.ends_on, time(9), tzinfo=UTC)
    for done, member in enumerate(police):
        _name_officers(member.client, at, generator)
        found = matches(records_of(member.client))
        links, decisions = _write(member.client, found, at, context, generator)
        totals["links"] += links
        totals["link decisions"] += decisions
        context.report("links", done + 1, len(police))
    return totals


def _name_officers(client: Client, at: datetime, generator: np.random.Generator) -> None:
    """Claims near a complaint name one of its officers, most of the time."""
    allegations = Allegation.objects.filter(complaint__client=client, officer__isnull=False)
    officers = dict(allegations.order_by("-id").values_list("complaint_id", "officer_id"))
    by_day: dict[date, list[int]] = defaultdict(list)
    for pk, day in (
        Complaint.objects.filter(client=client).order_by("id").values_list("pk", "occurred_on")
    ):
        if day is not None and pk in officers:
            by_day[day].append(pk)
    days = dict(
        ClaimStatement.objects.filter(claim__client=client, claim__line=Line.LEL)
        .order_by("claim_id", "id")
        .values_list("claim_id", "occurred_on")
    )
    rows = []
    for claim, day in sorted(days.items()):
        near = [pk for pk in _near(by_day, day) if generator.random() < NAMED]
        if near:
            rows.append((at, claim, officers[near[0]], "", ""))
    insert_rows(ClaimParty, ("recorded_at", "claim", "officer", "person", "number"), rows)


def _near(by_day: dict[date, list[int]], day: date | None) -> list[int]:
    """Complaints of events within three days, the nearest first."""
    if day is None:
        return []
    steps = sorted(range(-NEAR.days, NEAR.days + 1), key=abs)
    return [pk for step in steps for pk in by_day.get(day + timedelta(days=step), ())]


def _write(
    client: Client,
    found: Sequence[Match],
    at: datetime,
    context: BookContext,
    generator: np.random.Generator,
) -> tuple[int, int]:
    ids = reserve_ids(Link, len(found))
    insert_rows(
        Link,
        ("id", "recorded_at", "client", "complaint", "force_report", "claim", "origin"),
        (
            (pk, at, client.pk, *ends_of(match), Origin.SUGGESTED)
            for pk, match in zip(ids, found, strict=True)
        ),
    )
    LinkScore.objects.bulk_create(
        LinkScore(link_id=pk, recorded_at=at, **score_of(match))
        for pk, match in zip(ids, found, strict=True)
    )
    decided = []
    for pk, match in zip(ids, found, strict=True):
        verdict = _verdict(match, generator.random())
        if verdict:
            reason = REASONS[pk % len(REASONS)] if verdict == Verdict.REJECTED else ""
            decided.append((at, pk, verdict, reason, context.by.pk))
    return len(found), insert_rows(
        LinkDecision, ("recorded_at", "link", "verdict", "reason", "decided_by"), decided
    )


def _verdict(match: Match, drawn: float) -> str:
    """What the city said of it; "" where nobody has looked yet."""
    if any(part.key == "officer" for part in match.parts):
        return Verdict.CONFIRMED if drawn < CONFIRMED else ""
    if drawn < OTHERS_CONFIRMED:
        return Verdict.CONFIRMED
    return Verdict.REJECTED if drawn < OTHERS_CONFIRMED + OTHERS_REJECTED else ""


PARTS.register(
    Part(key="links", label="Links between complaints and claims", order=310, build=build)
)
