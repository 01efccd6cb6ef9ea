"""What the measures of one build read in common: the period given out, and counts read once for it."""

from django.utils import timezone

from accountability.complaints.counts import (
    Book,
    ByCategory,
    ComplaintCount,
    allegation_counts,
    complaint_counts,
)
from accountability.complaints.required import Filled, filled_fields
from accountability.releases import release_period
from riskcore.factors.registry import Scope, Window


def book_of(scope: Scope, window: Window) -> Book:
    """The clients of a scope, over the period that is given out when the window's day is asked for."""
    period = release_period(window.as_of, today=timezone.localdate())
    return Book(client_ids=scope.client_ids, period=period, known_at=window.known_at)


def counts_of(scope: Scope, window: Window) -> dict[int, ComplaintCount]:
    """``complaint_counts`` of the book, read by the first measure of a build that asks."""
    return scope.once(
        ("complaint counts", window), lambda: complaint_counts(book_of(scope, window))
    )


def allegations_of(scope: Scope, window: Window) -> dict[int, ByCategory]:
    """``allegation_counts`` of the book, read by the first measure of a build that asks."""
    return scope.once(
        ("allegation counts", window), lambda: allegation_counts(book_of(scope, window))
    )


def filled_of(scope: Scope, window: Window) -> dict[int, Filled]:
    """``filled_fields`` of the book, read by the first measure of a build that asks."""
    return scope.once(("filled fields", window), lambda: filled_fields(book_of(scope, window)))
