"""Confirmed links of any number of clients, with what they need to become measures, in few queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q

from accountability.complaints.models import Allegation, Complaint, Finding, Stage
from accountability.links.becoming import (
    HORIZONS,
    Origin,
    Story,
    Valued,
    followed_until,
)
from accountability.links.matters import tier
from accountability.links.models import Link, LinkDecision, Verdict
from riskcore.losses.book import StandingClaim, standing
from riskcore.periods import Period, years_to

NO_STAGE = "none"
_AT = {Stage.RECOMMENDED.value: 1, Stage.FINAL.value: 2, Stage.AFTER_APPEAL.value: 3}
LINE = "LEL"
Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True)
class Joined:
    """One confirmed link of a complaint and a claim."""

    client_id: int
    complaint_id: int
    complaint_on: date
    claim_id: int


@dataclass(frozen=True, kw_only=True)
class LinkBook:
    """The clients and days that link measures speak of. Whatever is read is read once.

    period: when complaints were received and claims reported. as_of: the valuation of the claims, and
    the day up to which complaints have been followed.
    """

    client_ids: Collection[int]
    period: Period
    as_of: date
    known_at: datetime | None = None
    _valued: dict[date, list[StandingClaim]] = field(default_factory=dict, repr=False)

    @cached_property
    def joined(self) -> list[Joined]:
        """Confirmed links of complaints with a known day, by complaint. One query."""
        rows = (
            Link.objects.standing(self.known_at)
            .decided(Verdict.CONFIRMED, self.known_at)
            .filter(client__in=self.client_ids, complaint__isnull=False, claim__isnull=False)
            .order_by("complaint_id", "claim_id")
            .values_list(
                "client_id",
                "complaint_id",
                "complaint__received_on",
                "complaint__occurred_on",
                "claim_id",
            )
        )
        return [
            Joined(client_id=client, complaint_id=complaint, complaint_on=day, claim_id=claim)
            for client, complaint, received, occurred, claim in rows
            if (day := received or occurred) is not None
        ]

    @cached_property
    def decided(self) -> frozenset[int]:
        """Clients in which anybody has decided a link of a complaint and a claim. One query."""
        rows = Link.objects.standing(self.known_at).filter(
            Exists(LinkDecision.objects.known_at(self.known_at).filter(link=OuterRef("pk"))),
            client__in=self.client_ids,
            complaint__isnull=False,
            claim__isnull=False,
        )
        return frozenset(rows.order_by().values_list("client_id", flat=True).distinct())

    def claims(self, day: date) -> list[StandingClaim]:
        """The book's law-enforcement claims as they stood on a day. Two queries a day."""
        if day not in self._valued:
            self._valued[day] = standing(
                client_ids=self.client_ids, valued_on=day, known_at=self.known_at, line=LINE
            )
        return self._valued[day]

    @cached_property
    def had_time(self) -> dict[int, dict[int, int]]:
        """Per client id and horizon in months, the complaints of the period that have had so long; and
        under 0 all of the period. One query."""
        sums = {
            f"within_{months}": Count(
                "id",
                filter=Q(counted_on__lte=followed_until(self.as_of, months=months)),
            )
            for months in HORIZONS
        }
        rows = (
            Complaint.objects.known_at(self.known_at)
            .filter(client__in=self.client_ids)
            .within(self.period)
            .dated()
            .order_by()
            .values("client_id")
            .annotate(everything=Count("id"), **sums)
            .values_list("client_id", "everything", *sums)
        )
        return {client: dict(zip((0, *HORIZONS), counts, strict=True)) for client, *counts in rows}

    @cached_property
    def stories(self) -> dict[int, list[Story]]:
        """Per client id, the complaints that are linked to claims on record by ``as_of``."""
        reported = {claim.claim_id: _reported(claim) for claim in self.claims(self.as_of)}
        days: dict[tuple[int, int, date], list[date]] = defaultdict(list)
        for link in self.joined:
            day = reported.get(link.claim_id)
            if day is not None:
                days[link.client_id, link.complaint_id, link.complaint_on].append(day)
        found: dict[int, list[Story]] = defaultdict(list)
        for (client, _, received), claims in days.items():
            found[client].append(Story(received_on=received, claims_on=tuple(sorted(claims))))
        return dict(found)

    @cached_property
    def first_complaint(self) -> dict[int, Joined]:
        """By claim, the link to the first complaint received."""
        found: dict[int, Joined] = {}
        for link in self.joined:
            held = found.get(link.claim_id)
            if held is None or (link.complaint_on, link.complaint_id) < (
                held.complaint_on,
                held.complaint_id,
            ):
                found[link.claim_id] = link
        return found

    @cached_property
    def categories(self) -> dict[int, str]:
        """By linked complaint, the category of its allegation with the highest claim tier; of equals
        the first recorded. One query."""
        rows = (
            Allegation.objects.known_at(self.known_at)
            .filter(complaint__in={link.complaint_id for link in self.joined})
            .order_by("id")
            .values_list("complaint_id", "category")
        )
        found: dict[int, str] = {}
        for complaint, category in rows:
            if complaint not in found or tier(category) > tier(found[complaint]):
                found[complaint] = category
        return found

    @cached_property
    def stages(self) -> dict[int, str]:
        """By linked complaint, the furthest stage of any finding. One query."""
        rows = (
            Finding.objects.known_at(self.known_at)
            .filter(allegation__complaint__in={link.complaint_id for link in self.joined})
            .order_by()
            .values_list("allegation__complaint_id", "stage")
            .distinct()
        )
        found: dict[int, str] = {}
        for complaint, stage in rows:
            if _AT[stage] > _AT.get(found.get(complaint, ""), 0):
                found[complaint] = stage
        return found

    @cached_property
    def origins(self) -> dict[int, list[Origin]]:
        """Per client id, every law-enforcement claim on record by ``as_of`` with where it came from."""
        found: dict[int, list[Origin]] = defaultdict(list)
        for claim in self.claims(self.as_of):
            link = self.first_complaint.get(claim.claim_id)
            category = self.categories.get(link.complaint_id, "UNKNOWN") if link else ""
            found[claim.client_id].append(
                Origin(
                    reported_on=_reported(claim),
                    incurred=claim.balance.incurred,
                    complaint_on=link.complaint_on if link else None,
                    category=category,
                    tier=tier(category),
                    stage=self.stages.get(link.complaint_id, NO_STAGE) if link else "",
                )
            )
        return dict(found)

    @cached_property
    def years(self) -> list[Period]:
        """The years of the triangle, which end with ``as_of``."""
        return years_to(Period(self.period.start, self.as_of + timedelta(days=1)))

    @cached_property
    def valued(self) -> dict[int, list[Valued]]:
        """Per client id, the linked claims with what they had come to by the end of each year. Two
        queries a year, none where nothing is linked."""
        if not self.first_complaint:
            return {}
        nothing = [Decimal("0.00")] * len(self.years)
        incurred = {claim: [*nothing] for claim in self.first_complaint}
        for at, year in enumerate(self.years):
            for claim in self.claims(year.last_day):
                if claim.claim_id in incurred:
                    incurred[claim.claim_id][at] = claim.balance.incurred
        found: dict[int, list[Valued]] = defaultdict(list)
        for claim_id, link in self.first_complaint.items():
            found[link.client_id].append(
                Valued(
                    complaint_on=link.complaint_on,
                    tier=tier(self.categories.get(link.complaint_id, "")),
                    incurred=tuple(incurred[claim_id]),
                )
            )
        return dict(found)

    def part(self, client_ids: Collection[int]) -> "LinkPart":
        """What the book holds of these of its clients, together."""
        had_time: dict[int, int] = dict.fromkeys((0, *HORIZONS), 0)
        for client_id in client_ids:
            for months, count in self.had_time.get(client_id, {}).items():
                had_time[months] += count
        return LinkPart(
            as_of=self.as_of,
            period=self.period,
            years=tuple(self.years),
            had_time=had_time,
            stories=_together(self.stories, client_ids),
            origins=_together(self.origins, client_ids),
            valued=_together(self.valued, client_ids),
        )


@dataclass(frozen=True, kw_only=True)
class LinkPart:
    """What measures of links are computed from, over one client or many.

    had_time: complaints by horizon in months, 0 for all of the period; years: those of the triangle.
    """

    as_of: date
    period: Period
    years: tuple[Period, ...]
    had_time: Mapping[int, int]
    stories: tuple[Story, ...]
    origins: tuple[Origin, ...]
    valued: tuple[Valued, ...]


def _together(
    by_client: Mapping[int, Sequence[Row]], client_ids: Collection[int]
) -> tuple[Row, ...]:
    return tuple(row for client_id in client_ids for row in by_client.get(client_id, ()))


def _reported(claim: StandingClaim) -> date | None:
    return claim.made_on or claim.reported_on
