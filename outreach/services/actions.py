"""Keeping the catalogue of services, and saying which initiative told people of which."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from outreach.initiatives.queries import find_current
from outreach.services.models import Service, ServiceTie
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound

SAID: Final = ("name", "what", "reach", "languages", "hours", "in_spanish", "is_offered")
LONGEST: Final = {"name": 120, "what": 600, "reach": 300, "hours": 200}
LANGUAGE_LENGTH: Final = 40
MOST_LANGUAGES: Final = 30


def keep_service(
    *,
    by: User,
    client_code: str,
    name: str,
    what: str,
    reach: str,
    languages: Sequence[str] = ("English",),
    hours: str = "",
    in_spanish: Mapping[str, str] | None = None,
    is_offered: bool = True,
    key: str = "",
) -> Service:
    """Append a version of a service. key: of the service that changes; "" for a new one, whose key is
    made of its name. in_spanish: name, what and reach, all three or none. The same words again change
    nothing.

    Raises NotFound, PermissionDenied, InvalidInput. Records service.kept.
    """
    client = clients.find(by=by, code=client_code, permission="outreach.submit")
    said: dict[str, Any] = {
        "name": " ".join(name.split()),
        "what": what.strip(),
        "reach": reach.strip(),
        "hours": hours.strip(),
    }
    _check_words(said)
    said |= {
        "languages": _languages(languages),
        "in_spanish": _spanish(in_spanish or {}),
        "is_offered": is_offered,
    }
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        earlier = _earlier(client, key or slugify(said["name"])[:64], is_named=bool(key))
        if earlier is not None and all(getattr(earlier, each) == said[each] for each in SAID):
            return earlier
        row = Service.objects.create(
            client=client,
            key=earlier.key if earlier else slugify(said["name"])[:64],
            recorded_by=by,
            recorded_at=timezone.now(),
            **said,
        )
        audit.record(
            by=by,
            verb="service.kept",
            subject=row,
            client=client,
            service=row.key,
            is_offered=is_offered,
        )
        return row


def tie_services(*, by: User, initiative_id: int, services: Sequence[str]) -> ServiceTie:
    """Say which services an initiative told people of: all of them at once, none to untie.

    Raises NotFound (also for a service the client does not have), PermissionDenied; Conflict where the
    record was corrected since. Records initiative.services_tied.
    """
    initiative = find_current(by=by, initiative_id=initiative_id, permission="outreach.submit")
    asked = sorted(set(services))
    known = set(
        Service.objects.in_force()
        .filter(client=initiative.client, is_offered=True)
        .values_list("key", flat=True)
    )
    for key in asked:
        if key not in known:
            raise NotFound(
                "service.unknown",
                f"You named the service {key!r}; {initiative.client.name} offers none under that key. "
                "Check the catalogue of services.",
                field="services",
            )
    rows = ServiceTie.objects.in_force().filter(
        client=initiative.client, reference=initiative.reference
    )
    with transaction.atomic():
        last = rows.first()
        if last is not None and last.services == asked:
            return last
        row = ServiceTie.objects.create(
            client=initiative.client,
            reference=initiative.reference,
            services=asked,
            recorded_by=by,
            recorded_at=timezone.now(),
        )
        audit.record(
            by=by,
            verb="initiative.services_tied",
            subject=initiative,
            client=initiative.client,
            reference=initiative.reference,
            services=asked,
        )
        return row


def _earlier(client: Client, key: str, *, is_named: bool) -> Service | None:
    row = Service.objects.in_force().filter(client=client, key=key).first()
    if row is None and is_named:
        raise NotFound(
            "service.unknown",
            f"You changed the service {key!r}; {client.name} has none under that key. Check the "
            "catalogue of services.",
        )
    if row is not None and not is_named and row.is_offered:
        raise InvalidInput(
            "service.name_taken",
            f"{row.name!r} is in the catalogue already. Change that one, or choose another name.",
            field="name",
        )
    return row


def _languages(languages: Sequence[str]) -> list[str]:
    found = list(dict.fromkeys(" ".join(each.split()) for each in languages if each.strip()))
    if not found or len(found) > MOST_LANGUAGES or any(len(x) > LANGUAGE_LENGTH for x in found):
        raise InvalidInput(
            "service.languages",
            f"Name 1 to {MOST_LANGUAGES} languages in which people are served, each with at most "
            f"{LANGUAGE_LENGTH} characters.",
            field="languages",
        )
    return found


def _spanish(said: Mapping[str, str]) -> dict[str, str]:
    """The Spanish words, or none at all: a flyer that breaks off helps nobody."""
    found = {name: said.get(name, "").strip() for name in ("name", "what", "reach")}
    if not any(found.values()):
        return {}
    if not all(found.values()):
        raise InvalidInput(
            "service.spanish",
            "In Spanish, give the name, what it is and how to reach it, or none of them.",
            field="spanish_name",
        )
    _check_words(found | {"hours": ""}, needs_latin=False)
    return found


def _check_words(said: dict[str, str], *, needs_latin: bool = True) -> None:
    for field in ("name", "what", "reach"):
        if not said[field] or (needs_latin and field == "name" and not slugify(said[field])):
            raise InvalidInput(
                f"service.{field}_missing",
                "A service needs a name, what it is, and how to reach it; fill in each.",
                field=field,
            )
    for field, longest in LONGEST.items():
        if len(said[field]) > longest:
            raise InvalidInput(
                f"service.{field}_too_long",
                f"You gave {len(said[field])} characters for {field}; there is room for {longest}. "
                "Shorten it.",
                field=field,
            )
