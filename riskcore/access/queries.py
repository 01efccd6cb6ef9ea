"""Which roles a person holds."""

from riskcore.access.models import Membership, User


def open_memberships(*, by: User) -> list[Membership]:
    """The memberships that have not ended, with their organisation."""
    held = Membership.objects.filter(user=by, ended_at__isnull=True)
    return list(held.select_related("organisation").order_by("organisation__name", "id"))
