"""What a reviewer should look at closely: signs of reuse and of disagreement, each with its rows.

A flag decides nothing and refuses nothing. ``MARKS`` tells the database which initiatives carry which,
so that a whole queue can be sorted; ``flags_of`` says of a few initiatives what the rows are. Whose
initiative a row is of is said only to those who may review that client; to others it is "another
client".
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from outreach.evidence.models import Evidence, Resemblance, Review
from outreach.evidence.places import FAR_KM
from outreach.initiatives.models import Initiative
from outreach.register.entries import Entry
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.units import write_date

# A camera's clock may stand in another zone; a photograph of the evening before is no contradiction.
DAYS_OFF: Final = 1
ANOTHER_CLIENT: Final = "another client"


@dataclass(frozen=True, kw_only=True)
class FlagRow:
    """One thing behind a flag. words: what is alike or disagrees. evidence_id: the file of the
    initiative under review; initiative_id, other_evidence_id, client_code, title, day: of the other
    one, empty where the reader may not see it."""

    words: str
    evidence_id: int | None = None
    initiative_id: int | None = None
    other_evidence_id: int | None = None
    client_code: str = ""
    client_name: str = ""
    title: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Flag:
    """One sign with its sentence and the rows it rests on."""

    code: str
    sentence: str
    rows: tuple[FlagRow, ...] = ()

    @property
    def shows_pictures(self) -> bool:
        """Whether its rows are pairs of pictures to be laid side by side."""
        return self.code == "same_picture"


SENTENCES: Final[dict[str, str]] = {
    "same_file": "the same file proves another initiative",
    "same_picture": "a photograph looks like one that was used before",
    "same_people": "the same people signed in elsewhere on that day",
    "same_invoice": "the same invoice number was given for another initiative",
    "same_event": "another initiative has the same day, place and activity",
    "other_day": "a photograph was taken on another day than is recorded",
    "far_away": "a photograph was taken far from where this client's others were",
    "changed": "the record changed after a review",
}


def _evidence_of() -> "QuerySet[Evidence]":
    return Evidence.objects.filter(
        initiative__client=OuterRef("client"), initiative__reference=OuterRef("reference")
    ).order_by()


def _same_file() -> Q:
    elsewhere = (
        Evidence.objects.filter(sha256=OuterRef("sha256"))
        .exclude(
            initiative__client=OuterRef("initiative__client"),
            initiative__reference=OuterRef("initiative__reference"),
        )
        .order_by()
    )
    return Q(Exists(_evidence_of().filter(Exists(elsewhere))))


def _resembles(kind: str) -> Q:
    found = Resemblance.objects.filter(kind=kind).order_by()
    return Q(Exists(_evidence_of().filter(Exists(found.filter(evidence=OuterRef("pk")))))) | Q(
        Exists(_evidence_of().filter(Exists(found.filter(earlier=OuterRef("pk")))))
    )


def _same_invoice() -> Q:
    elsewhere = (
        Evidence.objects.filter(
            initiative__client=OuterRef("initiative__client"),
            invoice_number=OuterRef("invoice_number"),
        )
        .exclude(initiative__reference=OuterRef("initiative__reference"))
        .order_by()
    )
    return Q(Exists(_evidence_of().exclude(invoice_number="").filter(Exists(elsewhere))))


def _same_event() -> Q:
    twin = (
        Initiative.objects.current()
        .filter(
            client=OuterRef("client"),
            starts_on=OuterRef("starts_on"),
            district=OuterRef("district"),
            activity__iexact=OuterRef("activity"),
        )
        .exclude(reference=OuterRef("reference"))
        .order_by()
    )
    return Q(Exists(twin))


def _other_day() -> Q:
    slack = timedelta(days=DAYS_OFF)
    return Q(
        Exists(
            _evidence_of()
            .filter(taken_on__isnull=False)
            .exclude(
                taken_on__gte=OuterRef("starts_on") - slack,
                taken_on__lte=OuterRef("ends_on") + slack,
            )
        )
    )


def _far_away() -> Q:
    return Q(Exists(_evidence_of().filter(far_km__gt=FAR_KM)))


def _changed() -> Q:
    earlier = Review.objects.filter(
        initiative__client=OuterRef("client"),
        initiative__reference=OuterRef("reference"),
        initiative__lt=OuterRef("pk"),
    )
    return Q(Exists(earlier.order_by()))


MARKS: Final[dict[str, Callable[[], Q]]] = {
    "same_file": _same_file,
    "same_picture": lambda: _resembles(Resemblance.Kind.PICTURE),
    "same_people": lambda: _resembles(Resemblance.Kind.PEOPLE),
    "same_invoice": _same_invoice,
    "same_event": _same_event,
    "other_day": _other_day,
    "far_away": _far_away,
    "changed": _changed,
}


def flags_of(
    *, by: User, entries: Collection[Entry], codes: dict[int, tuple[str, ...]]
) -> dict[int, tuple[Flag, ...]]:
    """The flags of these entries with their rows, by entry id. codes: which each carries, by ``MARKS``.
    A fixed number of queries."""
    gathered = _Gathering(by, [entry for entry in entries if codes.get(entry.id)])
    return {
        entry.id: tuple(
            Flag(code=code, sentence=SENTENCES[code], rows=tuple(gathered.rows(entry, code)))
            for code in codes.get(entry.id, ())
        )
        for entry in entries
    }


class _Gathering:
    """The rows behind the flags of a few entries, read together."""

    def __init__(self, by: User, entries: list[Entry]) -> None:
        self._visible = set(
            Client.objects.visible_to(by, "outreach.review").values_list("pk", flat=True)
        )
        proofs = {proof.id: entry for entry in entries for proof in entry.evidence}
        self._mine = {row.pk: row for row in Evidence.objects.filter(pk__in=proofs).order_by("pk")}
        self._found: dict[tuple[int, str], list[FlagRow]] = defaultdict(list)
        self._files(proofs)
        self._likenesses(proofs)
        self._invoices(proofs)
        self._events(entries)
        self._photographs(proofs)

    def rows(self, entry: Entry, code: str) -> Iterable[FlagRow]:
        return self._found.get((entry.id, code), ())

    def _files(self, proofs: dict[int, Entry]) -> None:
        others = _others(sha256__in={row.sha256 for row in self._mine.values()})
        for at, mine, entry in self._pairs(proofs):
            for other in others.get(("sha256", mine.sha256), ()):
                if not _same_thing(other, entry):
                    self._add(entry, "same_file", mine.file_name, other, at)

    def _likenesses(self, proofs: dict[int, Entry]) -> None:
        ids = list(proofs)
        rows = Resemblance.objects.filter(Q(evidence__in=ids) | Q(earlier__in=ids)).order_by(
            "distance", "pk"
        )
        ends = [(row, row.evidence_id, row.earlier_id) for row in rows]
        ends += [(row, row.earlier_id, row.evidence_id) for row in rows]
        wanted = {other for _, at, other in ends if at in proofs}
        others = {row["pk"]: row for row in _rows(pk__in=wanted)}
        for row, at, other in ends:
            if at in proofs:
                words = f"{self._mine[at].file_name}, {row.note}"
                self._add(proofs[at], f"same_{row.kind}", words, others[other], at)

    def _invoices(self, proofs: dict[int, Entry]) -> None:
        numbers = {row.invoice_number for row in self._mine.values()} - {""}
        clients = {entry.client_id for entry in proofs.values()}
        others = _others(initiative__client__in=clients, invoice_number__in=numbers)
        for at, mine, entry in self._pairs(proofs):
            for other in others.get(("invoice_number", mine.invoice_number), ()):
                if other["client"] == entry.client_id and not _same_thing(other, entry):
                    words = f"invoice {mine.invoice_number}"
                    self._add(entry, "same_invoice", words, other, at)

    def _events(self, entries: list[Entry]) -> None:
        twins = (
            Initiative.objects.current()
            .filter(
                client__in={entry.client_id for entry in entries},
                starts_on__in={entry.starts_on for entry in entries},
            )
            .annotate(folded=Lower("activity"))
            .values(
                "client_id",
                "reference",
                "starts_on",
                "district",
                "folded",
                "title",
                initiative_id=F("id"),
                code=F("client__code"),
                name=F("client__name"),
            )
        )
        by_event = defaultdict(list)
        for twin in twins:
            by_event[twin["client_id"], twin["starts_on"], twin["district"], twin["folded"]].append(
                twin
            )
        for entry in entries:
            key = (entry.client_id, entry.starts_on, entry.district, entry.activity.lower())
            for twin in by_event[key]:
                if twin["reference"] != entry.reference:
                    other = twin | {"client": twin["client_id"], "pk": None}
                    self._add(entry, "same_event", entry.activity, other, None)

    def _photographs(self, proofs: dict[int, Entry]) -> None:
        slack = timedelta(days=DAYS_OFF)
        for at, mine, entry in self._pairs(proofs):
            day, far = mine.taken_on, mine.far_km
            if day and not entry.starts_on - slack <= day <= entry.ends_on + slack:
                words = f"{mine.file_name}: taken {write_date(day)} by its camera"
                self._found[entry.id, "other_day"].append(FlagRow(words=words, evidence_id=at))
            if far is not None and far > FAR_KM:
                words = f"{mine.file_name}: {far:,} km away"
                self._found[entry.id, "far_away"].append(FlagRow(words=words, evidence_id=at))

    def _pairs(self, proofs: dict[int, Entry]) -> list[tuple[int, Evidence, Entry]]:
        return [(at, row, proofs[at]) for at, row in self._mine.items()]

    def _add(
        self, entry: Entry, code: str, words: str, other: dict[str, Any], at: int | None
    ) -> None:
        if other["client"] not in self._visible:
            row = FlagRow(words=words, evidence_id=at, client_name=ANOTHER_CLIENT)
        else:
            row = FlagRow(
                words=words,
                evidence_id=at,
                initiative_id=other["initiative_id"],
                other_evidence_id=other["pk"],
                client_code=other["code"],
                client_name=other["name"],
                title=other["title"],
                day=other["starts_on"],
            )
        self._found[entry.id, code].append(row)


def _rows(**condition: Any) -> Iterable[dict[str, Any]]:
    """Evidence of whichever client, with what is said of it to those who may see it."""
    rows: Iterable[Any] = (
        Evidence.objects.filter(**condition)
        .order_by("pk")
        .values(
            "pk",
            "sha256",
            "invoice_number",
            "initiative_id",
            reference=F("initiative__reference"),
            title=F("initiative__title"),
            starts_on=F("initiative__starts_on"),
            client=F("initiative__client"),
            code=F("initiative__client__code"),
            name=F("initiative__client__name"),
        )
    )
    return rows


def _others(**condition: Any) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Such evidence by its hash and by its invoice number."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(**condition):
        found["sha256", row["sha256"]].append(row)
        if row["invoice_number"]:
            found["invoice_number", row["invoice_number"]].append(row)
    return found


def _same_thing(other: dict[str, Any], entry: Entry) -> bool:
    return bool(other["client"] == entry.client_id and other["reference"] == entry.reference)
