"""How many stops a period had, for any number of clients."""

from django.db.models import Count
from django.db.models.functions import TruncMonth

from accountability.activity.models import Stop
from accountability.complaints.counts import Book
from riskcore.exposures import ExposureAmount
from riskcore.periods import months


def stop_amounts(book: Book) -> dict[int, ExposureAmount]:
    """Stops by client id, and in how many months of the period any is recorded: several persons of one
    stop are one. Clients without any are left out. One query."""
    rows = (
        Stop.objects.filter(client__in=book.client_ids)
        .filter(occurred_on__gte=book.period.start, occurred_on__lt=book.period.end)
        .standing(book.known_at)
        .order_by()
        .values_list("client_id")
        .annotate(
            stops_made=Count("number", distinct=True),
            months_known=Count(TruncMonth("occurred_on"), distinct=True),
        )
    )
    asked = len(months(book.period))
    return {
        client_id: ExposureAmount(quantity=stops, months_known=known, months_asked=asked)
        for client_id, stops, known in rows
    }
