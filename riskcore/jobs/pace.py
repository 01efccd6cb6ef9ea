"""How long a lease lasts and how long to wait before trying again. Needs the clocks of all machines
that share a database to agree to within a second or so."""

from datetime import datetime, timedelta

from django.conf import settings

LONGEST_RETRY = timedelta(minutes=5)
LONGEST_REPUBLISH = timedelta(minutes=10)


def lease() -> timedelta:
    """How long a silent worker keeps its job."""
    return timedelta(seconds=settings.COMMONWARD["JOB_LEASE_SECONDS"])


def retry_delay(attempt: int) -> timedelta:
    """The wait after this attempt (1, 2, ...) went wrong: doubling, up to five minutes."""
    seconds = settings.COMMONWARD["JOB_RETRY_SECONDS"] * 2 ** min(max(attempt, 1) - 1, 16)
    return min(timedelta(seconds=seconds), LONGEST_RETRY)


def publish_again_at(*, due: datetime, published: datetime) -> datetime:
    """When to publish a queued job once more, its id perhaps lost on the way.

    The wait is as long as the job has already been due, so it doubles from one publication to the
    next: at least half a lease, at most ten minutes.
    """
    return published + min(max(published - due, lease() / 2), LONGEST_REPUBLISH)
