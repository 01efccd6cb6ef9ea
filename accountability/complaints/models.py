"""Complaints: a complaint holds allegations, an allegation names one officer, findings are dated.

What a complaint or an allegation is said to be may be corrected. The row then holds what is known
now, a revision beside it what it said before; ``history`` asks both, so that an earlier day keeps its
figures.
"""

from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from accountability.complaints.attributes import ComplaintAttributes
from accountability.officers import Officer, officer_or_nobody
from riskcore.access.models import User
from riskcore.access.scoping import Person
from riskcore.clients.models import Client, ClientOwnedQuerySet, Row
from riskcore.facts import Fact, FactQuerySet
from riskcore.imports.models import ImportBatch
from riskcore.periods import Period


class Merits(models.TextChoices):
    SUSTAINED = "SUS", "sustained"
    SUSTAINED_OTHER = "SUS_OTHER", "other misconduct sustained"
    NOT_SUSTAINED = "NSU", "not sustained"
    EXONERATED = "EXO", "exonerated"
    UNFOUNDED = "UNF", "unfounded"
    POLICY = "POLICY", "policy failure"


class Closure(models.TextChoices):
    NO_AFFIDAVIT = "NAF", "sworn affidavit missing"
    WITHDRAWN = "WDN", "withdrawn"
    UNREACHABLE = "UNC", "complainant unreachable"
    NOT_COOPERATING = "NCO", "complainant stopped cooperating"
    OFFICER_UNKNOWN = "OUN", "officer not identified"
    LITIGATION = "LIT", "closed because a suit is pending"
    MEDIATED = "MED", "mediated"
    INFORMAL = "INF", "informal resolution"
    RESIGNED = "RES", "officer left before a finding"
    TIME_LIMIT = "TIME", "time limit passed"
    ADMINISTRATIVE = "ADM", "closed administratively"
    DUPLICATE = "DUP", "duplicate"
    REFERRED = "REF", "referred out"
    PENDING = "PND", "open"
    UNMAPPED = "UNK", "recorded in words not yet mapped"


class Stage(models.TextChoices):
    RECOMMENDED = "recommended", "recommended"
    FINAL = "final", "final"
    AFTER_APPEAL = "after_appeal", "after appeal"


def counted_within(period: Period, path: str = "", known_at: datetime | None = None) -> Q:
    """A condition on complaints, reached by ``path``: they count on a day of the period, as their dates
    were known at ``known_at`` (now when None).

    Said with plain columns rather than with ``counted_on``, so that the database knows how many rows to
    expect and may use its index. The few complaints corrected since are looked up by themselves.
    """
    if known_at is None:
        return _counted(period, path)
    earlier = ComplaintRevision.objects.in_force(known_at).filter(_counted(period, ""))
    unchanged = Q(**{f"{path}revised_at__isnull": True}) | Q(**{f"{path}revised_at__lte": known_at})
    changed = Q(**{f"{path}revised_at__gt": known_at})
    key = f"{path}pk__in" if path else "pk__in"
    return (unchanged & _counted(period, path)) | (
        changed & Q(**{key: earlier.order_by().values("complaint")})
    )


def unsealed(user: Person, path: str = "") -> Q:
    """A condition on complaints, reached by ``path``: not sealed, or of a client whose sealed ones the
    user may see."""
    clients = Client.objects.visible_to(user, "complaint.view_sealed")
    return Q(**{f"{path}sealed_at__isnull": True}) | Q(**{f"{path}client__in": clients})


class OfComplaint:
    """For query sets of rows that belong to a complaint, which ``complaint_path`` reaches: those of a
    sealed one are seen only by whoever may see that one. Stands before the query set it narrows."""

    complaint_path = "complaint__"

    def visible_to(self, user: Person, permission: str = "") -> Self:
        """As for every row of a client, and not of a complaint that is sealed to the user."""
        rows: Any = super().visible_to(user, permission)  # type: ignore[misc]  # of the query set
        narrowed: Self = rows.filter(unsealed(user, self.complaint_path))
        return narrowed


def _counted(period: Period, path: str) -> Q:
    received, occurred = (
        Q(**{f"{path}{name}__gte": period.start, f"{path}{name}__lt": period.end})
        for name in ("received_on", "occurred_on")
    )
    return received | (Q(**{f"{path}received_on__isnull": True}) & occurred)


class RevisionQuerySet(ClientOwnedQuerySet[Row]):
    """What rows said before they were corrected: each from ``recorded_at`` until ``superseded_at``."""

    view_permission = "complaint.view_rows"

    def in_force(self, moment: datetime) -> Self:
        """Those that stood at the moment: one for each row corrected since, none for the others."""
        return self.filter(recorded_at__lte=moment, superseded_at__gt=moment)


class ComplaintQuerySet(OfComplaint, FactQuerySet["Complaint"]):
    complaint_path = ""
    view_permission = "complaint.view_rows"

    def dated(self) -> Self:
        """With ``counted_on``: the day received where recorded, else the day it occurred, else null."""
        return self.annotate(counted_on=Coalesce("received_on", "occurred_on"))

    def within(self, period: Period, known_at: datetime | None = None) -> Self:
        """Those that count on a day of the period, as known then; undated ones are in none."""
        return self.filter(counted_within(period, known_at=known_at))

    def newest_first(self) -> Self:
        """By the day they count on; of those of one day, and of those without any, the last recorded
        first. Undated ones come by themselves, after all others: ``page_after``."""
        return self.dated().order_by(F("counted_on").desc(), "-id")

    def page_after(self, place: tuple[date | None, int] | None, size: int) -> list["Complaint"]:
        """The next ``size`` complaints in order: those with a day, then those without.

        place: day and id of the last one before, None at the beginning. Its index leads straight to the
        place, so that a page far down costs what the first one does. One or two queries.
        """
        rows: list[Complaint] = []
        day, pk = place or (None, None)
        if place is None or day is not None:
            dated = self.dated().filter(Q(counted_on__isnull=False))
            if day is not None:
                later = Q(counted_on__lt=day) | Q(pk__lt=pk)
                dated = dated.filter(later & Q(counted_on__lte=day))
            rows = list(dated.newest_first()[:size])
            pk = None
        if len(rows) < size:
            undated = self.filter(received_on=None, occurred_on=None).order_by("-id")
            undated = undated.filter(pk__lt=pk) if pk is not None else undated
            rows += undated[: size - len(rows)]
        return rows


class Complaint(ComplaintAttributes, Fact):
    """One complaint as the client numbers it, whoever and however many it accuses.

    Of rows with one number at most one counts: a file taken back leaves its row behind, uncounted,
    and the same file sent again brings another. ``revised_at``: when its attributes were corrected
    last. ``sealed_at``: since when a retention rule keeps the single record from everyday eyes.
    """

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="complaints")
    number = models.CharField(max_length=64)
    revised_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-received_on", "number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["client", "number", "batch"], name="complaint_number_once_in_file"
            ),
            models.UniqueConstraint(
                fields=["client", "number"],
                condition=Q(batch__isnull=True),
                name="complaint_number_once_by_hand",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-received_on", "-id"], name="complaint_received"),
            models.Index(
                fields=["client", "-received_on", "-id"], name="complaint_client_received"
            ),
            models.Index(
                fields=["client", "complainant"],
                condition=~Q(complainant=""),
                name="complaint_complainant",
            ),
            models.Index(
                fields=["client", "sealed_at"],
                condition=Q(sealed_at__isnull=False),
                name="complaint_sealed",
            ),
            models.Index(
                F("client"),
                Coalesce("received_on", "occurred_on").desc(),
                F("id").desc(),
                name="complaint_client_counted",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ComplaintRevisionQuerySet(RevisionQuerySet["ComplaintRevision"]):
    client_path = "complaint__client"


class ComplaintRevision(ComplaintAttributes):
    """What a complaint said before a correction: from when that was known until it was corrected.

    Appended in the act that corrects the row; ``corrected_by`` is whose act that was.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="revisions")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField()
    corrected_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ComplaintRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["complaint_id", "superseded_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(superseded_at__gte=F("recorded_at")), name="complaint_revision_in_order"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["superseded_at"], name="complaint_revision_until"),
        ]

    def __str__(self) -> str:
        return f"{self.complaint} until {self.superseded_at:%Y-%m-%d}"


class AllegationQuerySet(OfComplaint, FactQuerySet["Allegation"]):
    client_path = "complaint__client"
    view_permission = "complaint.view_rows"


class Allegation(Fact):
    """One thing one officer is accused of in one complaint; the officer may be unidentified.

    ``category`` is our code, ``category_as_recorded`` the file's own words, ``crosswalk`` the version
    of the table that joined them; an unmapped word has the category UNKNOWN and waits in a queue.
    What makes two allegations one is complaint, officer, words and place: a class is a heading, and the
    same charge is at times filed under two.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="allegations")
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="allegations"
    )
    category = models.CharField(max_length=16, default="UNKNOWN")
    place = models.PositiveIntegerField(
        default=1, db_default=1, help_text="Which of several that nothing else tells apart"
    )
    class_as_recorded = models.CharField(max_length=200, blank=True)
    category_as_recorded = models.CharField(max_length=400, blank=True)
    crosswalk = models.CharField(max_length=64, blank=True)
    revised_at = models.DateTimeField(null=True, blank=True)

    objects = AllegationQuerySet.as_manager()

    class Meta:
        ordering = ["complaint_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "complaint",
                officer_or_nobody(),
                "category_as_recorded",
                "place",
                "batch",
                name="allegation_once_in_file",
            ),
            models.UniqueConstraint(
                "complaint",
                officer_or_nobody(),
                "category_as_recorded",
                "place",
                condition=Q(batch__isnull=True),
                name="allegation_once_by_hand",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["category"], name="allegation_category")]

    def __str__(self) -> str:
        return f"{self.complaint} {self.category}"


class AllegationRevisionQuerySet(RevisionQuerySet["AllegationRevision"]):
    client_path = "allegation__complaint__client"


class AllegationRevision(models.Model):
    """The category an allegation had before its words were coded anew; the words never change."""

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="revisions")
    category = models.CharField(max_length=16)
    crosswalk = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField()
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AllegationRevisionQuerySet.as_manager()

    class Meta:
        ordering = ["allegation_id", "superseded_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(superseded_at__gte=F("recorded_at")),
                name="allegation_revision_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["superseded_at"], name="allegation_revision_until"),
        ]

    def __str__(self) -> str:
        return f"{self.allegation_id} {self.category} until {self.superseded_at:%Y-%m-%d}"


class FindingQuerySet(OfComplaint, FactQuerySet["Finding"]):
    client_path = "allegation__complaint__client"
    complaint_path = "allegation__complaint__"
    view_permission = "complaint.view_rows"

    def decided_by(self, day: date | None) -> Self:
        """Those decided by that day, and those of which the day is not recorded; all when None."""
        if day is None:
            return self
        return self.filter(Q(decided_on__isnull=True) | Q(decided_on__lte=day))

    def current(self, known_at: datetime | None = None, *, decided_by: date | None = None) -> Self:
        """Of these, those that stand, one for each allegation, as known then: the last after appeal,
        else the last final one. A recommendation stands for nothing until somebody decides; what was
        decided after the day ``decided_by`` did not stand on it."""
        later_at_its_stage = Q(stage=OuterRef("stage"), pk__gt=OuterRef("pk"))
        appeal_of_it = Q(stage=Stage.AFTER_APPEAL) & ~Q(stage=OuterRef("stage"))
        supersedes = (
            Finding.objects.known_at(known_at)
            .decided_by(decided_by)
            .filter(allegation=OuterRef("allegation"))
            .filter(later_at_its_stage | appeal_of_it)
            .order_by()
        )
        return (
            self.known_at(known_at)
            .decided_by(decided_by)
            .filter(~Exists(supersedes), stage__in=(Stage.FINAL, Stage.AFTER_APPEAL))
        )


class Finding(Fact):
    """What one authority decided of one allegation: merits, or the reason there is none, and stage.

    A later finding never overwrites an earlier one. ``as_recorded`` keeps the file's own word.
    """

    allegation = models.ForeignKey(Allegation, on_delete=models.PROTECT, related_name="findings")
    merits = models.CharField(max_length=12, choices=Merits.choices, blank=True)
    closure = models.CharField(max_length=8, choices=Closure.choices, blank=True)
    stage = models.CharField(max_length=16, choices=Stage.choices, default=Stage.FINAL)
    decided_on = models.DateField(null=True, blank=True)
    as_recorded = models.CharField(max_length=120, blank=True)
    crosswalk = models.CharField(max_length=64, blank=True, default="", db_default="")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["allegation_id", "recorded_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(merits="") & ~Q(closure="")) | (~Q(merits="") & Q(closure="")),
                name="finding_is_merits_or_closure",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["allegation", "-id"], name="finding_latest")]

    def __str__(self) -> str:
        return f"{self.allegation} {self.merits or self.closure} ({self.stage})"
