"""Finding an initiative for a person."""

from outreach.initiatives.models import Initiative
from riskcore.access.scoping import Person
from riskcore.clients import queries as clients
from riskcore.errors import Conflict, NotFound


def find(*, by: Person, initiative_id: int, permission: str = "outreach.view") -> Initiative:
    """The initiative with this id. Not visible means NotFound; visible without the permission means
    PermissionDenied with the rule's sentence."""
    initiative = (
        Initiative.objects.visible_to(by)
        .known_at()
        .select_related("client")
        .filter(pk=initiative_id)
        .first()
    )
    if initiative is None:
        raise NotFound(
            "initiative.unknown",
            f"You asked for the initiative {initiative_id}; there is none with that number that you "
            "may see. Check the list of initiatives.",
            initiative=initiative_id,
        )
    clients.check(by=by, permission=permission, client=initiative.client)
    return initiative


def find_current(*, by: Person, initiative_id: int, permission: str) -> Initiative:
    """The same, and Conflict where a later version of the record has taken its place."""
    initiative = find(by=by, initiative_id=initiative_id, permission=permission)
    if not Initiative.objects.current().filter(pk=initiative.pk).exists():
        raise Conflict(
            "initiative.superseded",
            f"The record of {initiative.title!r} ({initiative.reference}) has been corrected since "
            "you read it. Open it again and work from the latest version.",
            initiative=initiative_id,
            reference=initiative.reference,
        )
    return initiative


def find_reference(*, by: Person, client_code: str, reference: str) -> Initiative | None:
    """The version in force under a client's own key, or None. Raises as ``clients.find`` does."""
    client = clients.find(by=by, code=client_code, permission="outreach.view")
    return Initiative.objects.current().filter(client=client, reference=reference).first()
