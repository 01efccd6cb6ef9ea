"""The links of one client as a person decides them: both ends in words, why, and what was decided.

Only who may see complaints and claims sees a link: it tells of a row of each.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accountability.codes import CATEGORIES, CHANNELS
from accountability.complaints.models import Allegation, Complaint
from accountability.links.models import (
    Link,
    LinkDecision,
    LinkQuerySet,
    LinkScore,
    Origin,
    Verdict,
)
from accountability.links.plan import PLAN
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput, NotFound
from riskcore.losses.book import latest_statements
from riskcore.losses.codes import LABELS
from riskcore.losses.models import ClaimStatement
from riskcore.units import write_date

PAGE = 25
WAITING = "waiting"
BY_HAND = 101  # where no plan scored: before all that one did
STATES = {WAITING: "waiting for a decision", **dict(Verdict.choices)}
FORCE_LEVELS = ("contact", "low", "intermediate", "serious")


@dataclass(frozen=True, kw_only=True)
class End:
    """One of the two records of a link. facts: (what, value) as they are shown side by side."""

    noun: str
    number: str
    occurred_on: date | None
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One decision of a link."""

    verdict: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LinkRow:
    """A link as a person reads it. confidence: None for one made by hand, which no plan scored; parts:
    (points, sentence); decisions: latest first."""

    id: int
    first: End
    second: End
    confidence: int | None
    band: str
    parts: tuple[tuple[int, str], ...]
    plan: str
    origin: str
    decisions: tuple[Decided, ...]

    @property
    def verdict(self) -> str:
        """The decision that holds; "" while there is none."""
        return self.decisions[0].verdict if self.decisions else ""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Of the decided suggestions in one band of confidence, how many were confirmed."""

    band: str
    confirmed: int
    rejected: int


@dataclass(frozen=True, kw_only=True)
class LinkPage:
    """Some links of one state, most confident first. counts: links by state; track: how suggestions of
    each band have fared, which says what the confidence is worth here. after: "" on the last page."""

    rows: tuple[LinkRow, ...]
    counts: Mapping[str, int]
    track: tuple[Kept, ...]
    after: str


def link_page(
    *, by: Person, client_code: str, state: str = WAITING, after: str = "", size: int = PAGE
) -> LinkPage:
    """A page of the client's links in one state. A fixed number of queries.

    Raises NotFound, PermissionDenied ("link.view"), InvalidInput for an unknown state or place.
    """
    client = find(by=by, code=client_code, permission="link.view")
    if state not in STATES:
        raise InvalidInput(
            "links.state",
            f"You asked for links that are {state!r}; they are {', '.join(STATES)}.",
            field="state",
        )
    standing = Link.objects.visible_to(by).standing().filter(client=client)
    scores = LinkScore.objects.filter(link=OuterRef("pk")).order_by("-id").values("confidence")
    rows = _in_state(standing, state).annotate(confidence=Coalesce(Subquery(scores[:1]), BY_HAND))
    if after:
        confidence, key = _place(after)
        rows = rows.filter(Q(confidence__lt=confidence) | Q(confidence=confidence, pk__gt=key))
    page = list(rows.order_by("-confidence", "pk").values_list("pk", "confidence")[: size + 1])
    more, page = len(page) > size, page[:size]
    return LinkPage(
        rows=_rows(client, [pk for pk, _ in page]),
        counts={name: _in_state(standing, name).count() for name in STATES},
        track=_track(client),
        after=f"{page[-1][1]}.{page[-1][0]}" if more else "",
    )


def find_link(*, by: Person, link_id: int) -> Link:
    """The link with its client, if it counts and ``by`` may see it. Raises NotFound."""
    links = Link.objects.visible_to(by).standing().select_related("client__carrier")
    link = links.filter(pk=link_id).first()
    if link is None:
        raise NotFound(
            "link.unknown",
            f"You asked for the link {link_id}; there is none with that number that you may see.",
            link=link_id,
        )
    return link


def one_link(*, by: Person, link_id: int) -> tuple[Client, LinkRow]:
    """One link and whose it is. Raises NotFound."""
    link = find_link(by=by, link_id=link_id)
    return link.client, _rows(link.client, [link.pk])[0]


def _in_state(links: LinkQuerySet, state: str) -> LinkQuerySet:
    return links.waiting() if state == WAITING else links.decided(state)


def _place(cursor: str) -> tuple[int, int]:
    confidence, _, key = cursor.partition(".")
    try:
        return int(confidence), int(key)
    except ValueError:
        raise InvalidInput(
            "links.cursor",
            f"The page after {cursor!r} was asked for; that is no place in the list. Begin again at "
            "the first page.",
        ) from None


def _track(client: Client) -> tuple[Kept, ...]:
    """How the decided suggestions of the client fared, by band of the plan in force, highest first."""
    tally: dict[str, list[int]] = {word: [0, 0] for _, word in PLAN.bands}
    scores = dict(
        LinkScore.objects.filter(link__client=client, link__origin=Origin.SUGGESTED)
        .current()
        .values_list("link_id", "confidence")
    )
    for link, verdict in (
        LinkDecision.objects.filter(link__client=client).current().values_list("link_id", "verdict")
    ):
        if link in scores and (band := PLAN.band(scores[link])) in tally:
            tally[band][verdict == Verdict.REJECTED] += 1
    return tuple(
        Kept(band=band, confirmed=confirmed, rejected=rejected)
        for band, (confirmed, rejected) in tally.items()
        if confirmed or rejected
    )


def _rows(client: Client, ids: Sequence[int]) -> tuple[LinkRow, ...]:
    """These links in this order. Five queries."""
    links = Link.objects.select_related("complaint", "force_report", "claim").in_bulk(list(ids))
    scores = {row.link_id: row for row in LinkScore.objects.filter(link__in=ids).current()}
    decisions: dict[int, list[Decided]] = defaultdict(list)
    for row in (
        LinkDecision.objects.known_at()
        .filter(link__in=ids)
        .select_related("decided_by")
        .order_by("-id")
    ):
        decisions[row.link_id].append(
            Decided(
                verdict=row.verdict,
                reason=row.reason,
                by=row.decided_by.get_full_name() or row.decided_by.username,
                at=row.recorded_at,
            )
        )
    ends = _Ends(client, list(links.values()))
    return tuple(
        LinkRow(
            id=pk,
            first=ends.of(links[pk])[0],
            second=ends.of(links[pk])[1],
            confidence=scores[pk].confidence if pk in scores else None,
            band=PLAN.band(scores[pk].confidence) if pk in scores else "",
            parts=tuple((part["points"], part["sentence"]) for part in scores[pk].parts)
            if pk in scores
            else (),
            plan=scores[pk].plan if pk in scores else "",
            origin=links[pk].origin,
            decisions=tuple(decisions[pk]),
        )
        for pk in ids
    )


class _Ends:
    """The two ends of some links in words, read in two queries."""

    def __init__(self, client: Client, links: Sequence[Link]) -> None:
        complaints = {link.complaint_id for link in links if link.complaint_id}
        claims = {link.claim_id for link in links if link.claim_id}
        self._categories: dict[int, set[str]] = defaultdict(set)
        allegations = Allegation.objects.known_at().filter(complaint__in=complaints).order_by()
        for complaint, category in allegations.values_list("complaint_id", "category"):
            self._categories[complaint].add(
                CATEGORIES[category].name if category in CATEGORIES else category
            )
        today = latest_statements([client.pk], date.max).filter(claim__in=claims)
        self._statements = {row.claim_id: row for row in today}

    def of(self, link: Link) -> tuple[End, End]:
        """Its ends, the complaint first and the claim last."""
        ends = []
        if link.complaint:
            ends.append(self._complaint(link.complaint))
        if link.force_report:
            report = link.force_report
            facts = (
                ("Level", f"{report.level}, {FORCE_LEVELS[report.level]}"),
                ("Injury", "yes" if report.injury else "not recorded"),
            )
            ends.append(
                End(
                    noun="Force report",
                    number=report.number,
                    occurred_on=report.occurred_on,
                    facts=facts,
                )
            )
        if link.claim:
            ends.append(self._claim(str(link.claim), self._statements.get(link.claim_id or 0)))
        first, second = ends
        return first, second

    def _complaint(self, row: Complaint) -> End:
        about = ", ".join(sorted(self._categories[row.pk])) or "no allegation recorded"
        facts = (
            ("Received", write_date(row.received_on) if row.received_on else "not recorded"),
            ("About", about),
            ("District", row.district or "not recorded"),
            ("Came by", CHANNELS.get(row.channel, row.channel)),
        )
        return End(noun="Complaint", number=row.number, occurred_on=row.occurred_on, facts=facts)

    def _claim(self, number: str, row: ClaimStatement | None) -> End:
        if row is None:
            return End(noun="Claim", number=number, occurred_on=None, facts=())
        reported = row.reported_on or row.made_on
        facts = (
            ("Reported", write_date(reported) if reported else "not recorded"),
            ("About", LABELS.get(row.cause, row.cause)),
            ("Department", row.department or "not recorded"),
            ("Status", str(row.get_status_display())),
        )
        return End(noun="Claim", number=number, occurred_on=row.occurred_on, facts=facts)
