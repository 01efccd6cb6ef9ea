"""Doing something alone for a while: of several schedulers, one sweeps and the others stand by."""

from datetime import timedelta

from django.utils import timezone

from riskcore.jobs.models import Lease


def hold(name: str, *, holder: str, seconds: float) -> bool:
    """Take or renew the lease; False while somebody else holds it."""
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    lease, created = Lease.objects.get_or_create(
        name=name, defaults={"holder": holder, "until": until}
    )
    if created:
        return True
    if lease.holder != holder and lease.until > now:
        return False
    # Conditional on what was read, so of two who find it ended only one takes it.
    read = Lease.objects.filter(name=name, holder=lease.holder, until=lease.until)
    return bool(read.update(holder=holder, until=until))


def release(name: str, *, holder: str) -> None:
    """Let go, so that the next need not wait for the end of the lease."""
    Lease.objects.filter(name=name, holder=holder).delete()
