"""Saying what each type of call is: a version of the department's own mapping."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from outreach.calls.models import CallMapping, ServiceKind
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput

MOST_TYPES = 5_000
TYPE_LENGTH = 120


def map_calls(*, by: User, client_code: str, kinds: Mapping[str, str]) -> CallMapping:
    """Append a version of the mapping in which these types are of these kinds, "" for of none.

    kinds: {type of call: one of ServiceKind, or ""}; what it does not name stays as it was. Figures of
    earlier days keep the version of their day. Raises NotFound, PermissionDenied; InvalidInput where a
    kind is unknown or nothing would change. Records calls.mapped.
    """
    client = clients.find(by=by, code=client_code, permission="outreach.submit")
    for call_type, kind in kinds.items():
        if kind and kind not in ServiceKind.values:
            known = ", ".join(ServiceKind.values)
            raise InvalidInput(
                "calls.kind_unknown",
                f"You said that {call_type!r} is {kind!r}, which is not one of ours. Choose one of: "
                f"{known}.",
                field="kinds",
            )
        if not 0 < len(call_type) <= TYPE_LENGTH:
            raise InvalidInput(
                "calls.type", f"A type of call has 1 to {TYPE_LENGTH} characters.", field="kinds"
            )
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        last = CallMapping.objects.filter(client=client).order_by("-version").first()
        before: dict[str, str] = dict(last.kinds) if last else {}
        after = {name: kind for name, kind in {**before, **kinds}.items() if kind}
        if after == before:
            raise InvalidInput(
                "calls.unchanged",
                "You said of no type of call anything that is not said already. Change one of them.",
            )
        if len(after) > MOST_TYPES:
            raise InvalidInput(
                "calls.too_many", f"There is room for {MOST_TYPES} types of call in a mapping."
            )
        row = CallMapping.objects.create(
            client=client,
            version=last.version + 1 if last else 1,
            kinds=after,
            recorded_by=by,
            recorded_at=timezone.now(),
        )
        audit.record(
            by=by,
            verb="calls.mapped",
            subject=row,
            client=client,
            version=row.version,
            types=len(after),
        )
        return row
