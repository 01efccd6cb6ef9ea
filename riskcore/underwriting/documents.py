"""Documents of a review: what the decision rests on, kept with the hash of the bytes as received."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO, ClassVar

from django.core.files.base import File
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.crypto import get_random_string

from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients.queries import check
from riskcore.errors import InvalidInput, NotFound
from riskcore.files import inspection
from riskcore.files.sending import Opened, open_unchanged
from riskcore.files.storing import removed_on_failure
from riskcore.underwriting.finding import find_review
from riskcore.underwriting.models import OfReview, Review
from riskcore.underwriting.permissions import RECORD, VIEW


class DocumentKind(models.TextChoices):
    APPLICATION = "application", "application or supplement"
    LOSS_RUN = "loss_run", "loss run of another carrier"
    FINANCIAL = "financial", "financial statement"
    LEGAL = "legal", "opinion of counsel"
    QUOTE = "quote", "quote or binder"
    LETTER = "letter", "letter or e-mail"
    OTHER = "other", "other"


class ReviewDocument(models.Model):
    """One file of a review, with the hash of its bytes as received. Never changed, never removed."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=16, choices=DocumentKind.choices)
    title = models.CharField(max_length=200, blank=True)
    file = models.FileField(upload_to="reviews/%Y/%m")
    file_name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = OfReview["ReviewDocument"].as_manager()

    class Meta:
        ordering = ["review_id", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="review_document_kind_is_known"
            ),
            models.UniqueConstraint(fields=["review", "sha256"], name="review_document_once"),
        ]

    def __str__(self) -> str:
        return self.file_name


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """One document as it is listed. size: bytes; kind_label: in words."""

    id: int
    kind: str
    kind_label: str
    title: str
    file_name: str
    size: int
    sha256: str
    uploaded_by: str
    uploaded_at: datetime


def attach(
    *, by: User, number: str, file: IO[bytes], file_name: str, kind: str, title: str = ""
) -> ReviewDocument:
    """Keep one file with a review. What it is is told by its content, never by its name.

    Raises NotFound, PermissionDenied; InvalidInput where the file cannot be taken
    (``riskcore.files.inspection``), the kind is unknown or the same file is there already. Records
    ``underwriting.document_added``.
    """
    review = find_review(by=by, number=number)
    check(by=by, permission=RECORD, client=review.client)
    if kind not in DocumentKind.values:
        raise InvalidInput(
            "review.document_kind",
            f"You gave the kind of document {kind!r}, which is none. Choose one of: "
            f"{', '.join(DocumentKind.values)}.",
            kind=kind,
        )
    inspected = inspection.inspect(file, file_name=file_name)
    if ReviewDocument.objects.filter(review=review, sha256=inspected.sha256).exists():
        raise _already_there(inspected.file_name)
    row = ReviewDocument(
        review=review,
        kind=kind,
        title=title.strip()[:200],
        file_name=inspected.file_name,
        content_type=inspected.content_type,
        size=inspected.size,
        sha256=inspected.sha256,
        uploaded_by=by,
    )
    row.file.save(f"{get_random_string(32)}.{inspected.extension}", File(file), save=False)
    try:
        with removed_on_failure(row.file), transaction.atomic():
            row.save(force_insert=True)
            _record(by, "underwriting.document_added", row)
    except IntegrityError as failure:
        raise _already_there(row.file_name) from failure
    return row


def open_document(*, by: User, document_id: int) -> Opened:
    """Open one document, unless its bytes are no longer those received. Records
    ``underwriting.document_opened``. Raises NotFound."""
    row = find_document(by=by, document_id=document_id)
    opened = open_unchanged(
        row.file,
        sha256=row.sha256,
        content_type=row.content_type,
        size=row.size,
        file_name=row.file_name,
    )
    _record(by, "underwriting.document_opened", row)
    return opened


def find_document(*, by: User, document_id: int) -> ReviewDocument:
    """One document that ``by`` may see, or NotFound."""
    rows = ReviewDocument.objects.visible_to(by).select_related("review__client")
    row = rows.filter(pk=document_id).first()
    if row is None:
        raise NotFound(
            "review.document_unknown",
            f"You asked for the document {document_id}; there is none with that number that you may "
            "see. Open it from its review.",
            document=document_id,
        )
    check(by=by, permission=VIEW, client=row.review.client)
    return row


def documents(*, by: User, number: str) -> tuple[DocumentLine, ...]:
    """The documents of a review, the oldest first. Raises NotFound."""
    review = find_review(by=by, number=number)
    rows = ReviewDocument.objects.filter(review=review).select_related("uploaded_by")
    return tuple(
        DocumentLine(
            id=row.pk,
            kind=row.kind,
            kind_label=str(DocumentKind(row.kind).label),
            title=row.title,
            file_name=row.file_name,
            size=row.size,
            sha256=row.sha256,
            uploaded_by=row.uploaded_by.get_full_name() or row.uploaded_by.username,
            uploaded_at=row.uploaded_at,
        )
        for row in rows.order_by("id")
    )


def _record(by: User, verb: str, row: ReviewDocument) -> None:
    audit.record(
        by=by,
        verb=verb,
        subject=row,
        client=row.review.client,
        number=row.review.number,
        kind=row.kind,
        sha256=row.sha256,
    )


def _already_there(file_name: str) -> InvalidInput:
    return InvalidInput(
        "review.document_already_there",
        f"You sent {file_name!r}; the very same file is with this review already.",
        file_name=file_name,
    )
