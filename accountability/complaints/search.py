"""Which complaints a choice leaves, and how many each further choice would leave.

A choice names category, finding, days, channel, district, state of the case and text of the numbers.
Category and finding speak of the same allegation: force complaints that were sustained have a force
allegation that was. Counts beside a value hold all other parts of the choice as they are, so that
another value of the same part can be seen before it is chosen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce, ExtractYear

from accountability.codes import CATEGORIES, CHANNELS, CLOSURES, MERITS, NOT_CLOSED
from accountability.complaints.models import (
    Allegation,
    AllegationQuerySet,
    Complaint,
    ComplaintQuerySet,
    Finding,
    FindingQuerySet,
)
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import find
from riskcore.errors import InvalidInput
from riskcore.periods import Period

NONE_YET = "none"
STATES = {"open": "open", "closed": "closed"}
FINDINGS = {**MERITS, **CLOSURES, NONE_YET: "no finding yet"}
NOWHERE = "nowhere"
ANYTHING = Q()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is looked for; "" and None ask nothing.

    finding: a code of ours, or "none" where none stands. district: as recorded, or "nowhere" where none
    is. state: "closed" when every allegation has a finding that closes it, else "open". number: begins
    with. text: anywhere in the complaint's number or in the one it is linked to.
    """

    period: Period | None = None
    category: str = ""
    finding: str = ""
    channel: str = ""
    district: str = ""
    state: str = ""
    number: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Choice()


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value of a part of the choice: its code, its words, and the complaints it would leave."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A part of the choice with its values, the most frequent first. chosen: the code in force or ""."""

    key: str
    label: str
    chosen: str
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True)
class Facets:
    """All facets and how many complaints the whole choice leaves."""

    total: int
    facets: tuple[Facet, ...]


def matching(by: Person, client: Client, choice: Choice) -> ComplaintQuerySet:
    """The client's complaints that the choice leaves, of those ``by`` may see: sealed ones are for few.

    Raises InvalidInput for a code there is none of.
    """
    _check(choice)
    rows = (
        Complaint.objects.visible_to(by)
        .known_at()
        .filter(client=client)
        .filter(_of_complaint(choice))
        .order_by()
    )
    if choice.period:  # by the day its index is made of, so that a year long ago is not looked for
        rows = rows.alias(day=Coalesce("received_on", "occurred_on")).filter(
            Q(day__gte=choice.period.start) & Q(day__lt=choice.period.end)
        )
    if choice.category or choice.finding:
        rows = rows.filter(
            Exists(_allegations(choice).filter(complaint=OuterRef("pk"), complaint__client=client))
        )
    return rows.filter(_in_state(choice.state))


def facets(*, by: Person, client_code: str, choice: Choice) -> Facets:
    """What each further choice would leave. Raises NotFound, PermissionDenied, InvalidInput.

    A fixed number of queries.
    """
    client = find(by=by, code=client_code, permission="complaint.view_rows")
    return Facets(
        total=matching(by, client, choice).count(),
        facets=tuple(
            Facet(
                key=key,
                label=label,
                chosen=_chosen(choice, key),
                values=_values(key, count(by, client, choice)),
            )
            for key, (label, count) in COUNTED.items()
        ),
    )


def _chosen(choice: Choice, key: str) -> str:
    if key != "year":
        return str(getattr(choice, key))
    period = choice.period
    whole = period and period == year_of_days(period.start.year)
    return str(period.start.year) if period and whole else ""


def year_of_days(year: int) -> Period:
    """The days of a calendar year."""
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def _values(key: str, counts: Mapping[tuple[str, str], int]) -> tuple[Value, ...]:
    """The most frequent first; years from the latest."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0][1]))
    if key == "year":
        ordered = sorted(counts.items(), reverse=True)
    return tuple(Value(code=code, label=label, count=n) for (code, label), n in ordered if n)


def _check(choice: Choice) -> None:
    for noun, given, allowed in (
        ("category", choice.category, CATEGORIES),
        ("finding", choice.finding, FINDINGS),
        ("channel", choice.channel, CHANNELS),
        ("state", choice.state, STATES),
    ):
        if given and given not in allowed:
            raise InvalidInput(
                "complaints.choice",
                f"Complaints were asked for with the {noun} {given!r}; it must be one of: "
                f"{', '.join(allowed)}.",
                field=noun,
                given=given,
            )


def _of_complaint(choice: Choice) -> Q:
    """What the choice asks of the complaint's own columns."""
    asked = Q()
    if choice.channel:
        asked &= Q(channel=choice.channel)
    if choice.district:
        asked &= Q(district="" if choice.district == NOWHERE else choice.district)
    if choice.number:
        asked &= Q(number__startswith=choice.number)
    if choice.text:
        asked &= Q(number__icontains=choice.text) | Q(linked_number__icontains=choice.text)
    return asked


def _standing(code: str = "") -> FindingQuerySet:
    """Findings that stand, of one code where it is given, of an outer allegation."""
    standing = Finding.objects.current().filter(allegation=OuterRef("pk"))
    return standing.filter(Q(merits=code) | Q(closure=code)) if code else standing


def _allegations(choice: Choice) -> AllegationQuerySet:
    """Allegations of the category and the finding asked for."""
    rows = Allegation.objects.known_at().order_by()
    if choice.category:
        rows = rows.filter(category=choice.category)
    if choice.finding == NONE_YET:
        return rows.filter(~Exists(_standing()))
    return rows.filter(Exists(_standing(choice.finding))) if choice.finding else rows


def _open_allegation() -> Exists:
    closing = _standing().exclude(closure__in=NOT_CLOSED)
    known = Allegation.objects.known_at().filter(complaint=OuterRef("pk"))
    return Exists(known.filter(~Exists(closing)))


def _in_state(state: str) -> Q | Exists:
    if not state:
        return ANYTHING
    stands = Exists(Allegation.objects.known_at().filter(complaint=OuterRef("pk")))
    is_open = _open_allegation()
    return Q(is_open) | ~Q(stands) if state == "open" else Q(stands) & ~Q(is_open)


Counts = dict[tuple[str, str], int]


def _by_column(
    column: str, labels: Mapping[str, str], without: Callable[[Choice], Choice]
) -> Callable[[Person, Client, Choice], Counts]:
    """Complaints by one column of their own."""

    def count(by: Person, client: Client, choice: Choice) -> Counts:
        rows = matching(by, client, without(choice))
        return {
            (code or NOWHERE, labels.get(code, code) or "not recorded"): many
            for code, many in rows.values_list(column).annotate(Count("id"))
        }

    return count


def _by_category(by: Person, client: Client, choice: Choice) -> Counts:
    others = replace(choice, category="")
    complaints = matching(by, client, replace(others, finding=""))
    rows = _allegations(others).filter(complaint__in=complaints)
    return {
        (code, CATEGORIES[code].name if code in CATEGORIES else code): many
        for code, many in rows.values_list("category").annotate(Count("complaint", distinct=True))
    }


def _by_finding(by: Person, client: Client, choice: Choice) -> Counts:
    others = replace(choice, finding="")
    complaints = matching(by, client, replace(others, category=""))
    rows = _allegations(others).filter(complaint__in=complaints)
    standing = Finding.objects.current().filter(allegation__in=rows).order_by()
    counts = {
        (merits or closure, FINDINGS[merits or closure]): many
        for merits, closure, many in standing.values_list("merits", "closure").annotate(
            Count("allegation__complaint", distinct=True)
        )
    }
    without = rows.filter(~Exists(_standing())).aggregate(n=Count("complaint", distinct=True))["n"]
    return {**counts, (NONE_YET, FINDINGS[NONE_YET]): without}


def _by_state(by: Person, client: Client, choice: Choice) -> Counts:
    others = replace(choice, state="")
    return {
        (state, words): matching(by, client, replace(others, state=state)).count()
        for state, words in STATES.items()
    }


def _by_year(by: Person, client: Client, choice: Choice) -> Counts:
    rows = matching(by, client, replace(choice, period=None)).dated()
    rows = rows.filter(Q(counted_on__isnull=False))
    years = rows.values_list(ExtractYear("counted_on")).annotate(Count("id"))
    return {(str(year), str(year)): many for year, many in years}


COUNTED: dict[str, tuple[str, Callable[[Person, Client, Choice], Counts]]] = {
    "year": ("Year", _by_year),
    "category": ("Category", _by_category),
    "finding": ("Finding", _by_finding),
    "state": ("State of the case", _by_state),
    "channel": (
        "Channel",
        _by_column("channel", CHANNELS, lambda choice: replace(choice, channel="")),
    ),
    "district": (
        "District",
        _by_column("district", {}, lambda choice: replace(choice, district="")),
    ),
}
