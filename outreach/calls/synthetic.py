"""The synthetic book's services, calls by type with a mapping, and contacts by kind, of two years."""

from datetime import UTC, datetime, time
from typing import Any, Final

from django.db import transaction

from outreach.calls.models import CallMapping, CallMonth, ContactKind, ContactMonth, ServiceKind
from outreach.initiatives.models import Initiative, Strategy
from outreach.services.models import Service, ServiceTie
from riskcore.bulkload import insert_rows
from riskcore.periods import add_months, month_start
from riskcore.synthetic.registry import PARTS, BookContext, Member, Part

MONTHS: Final = 24
LARGE_BOOK: Final = 200
# Type of call, what the department says it is, calls a month for each 1,000 residents, minutes each.
TYPES: Final = (
    ("ASSAULT", ServiceKind.CRIME, 1.2, 95),
    ("THEFT", ServiceKind.CRIME, 3.4, 55),
    ("BURGLARY", ServiceKind.CRIME, 0.9, 80),
    ("TRAFFIC STOP", ServiceKind.TRAFFIC, 9.0, 14),
    ("CRASH", ServiceKind.TRAFFIC, 2.1, 62),
    ("LOCKOUT", ServiceKind.HELP, 1.8, 22),
    ("ALARM", ServiceKind.HELP, 4.0, 18),
    ("WELFARE CHECK", ServiceKind.WELFARE, 2.6, 41),
    ("MEDICAL ASSIST", ServiceKind.WELFARE, 2.2, 33),
    ("FOOT PATROL", ServiceKind.COMMUNITY, 1.5, 30),
    ("REPORT WRITING", ServiceKind.ADMINISTRATIVE, 2.0, 35),
    ("MISC", None, 0.6, 20),
)
SERVICES: Final = (
    (
        "Home safety visit",
        "An officer walks through your home with you and says what keeps it safer.",
        "Call 555-0140 or ask at the front desk.",
        ("Visita de seguridad", "Un policía recorre su casa y le dice cómo protegerla mejor."),
    ),
    (
        "Welfare check",
        "We knock on the door of somebody you worry about and tell you that we did.",
        "Call 555-0141 at any hour; 911 where it is urgent.",
        ("Visita de bienestar", "Tocamos la puerta de alguien que le preocupa y le avisamos."),
    ),
    (
        "Safe exchange place",
        "A lit place with a camera, for sales and for handing over children.",
        "The lot of the station, no appointment needed.",
        ("Lugar de intercambio", "Un lugar iluminado y con cámara, para ventas y entregas."),
    ),
)


def build(context: BookContext) -> dict[str, int]:
    """Two years of months for every client of the book with police, three services each."""
    draws = context.generator("services")
    counts = dict.fromkeys(("call months", "contact months", "services"), 0)
    first = add_months(month_start(context.plan.ends_on), 1 - MONTHS)
    months = [add_months(first, number) for number in range(MONTHS)]
    if len(context.members) > LARGE_BOOK:
        months = months[-12:]
    with transaction.atomic():
        calls: list[list[Any]] = []
        contacts: list[list[Any]] = []
        for index, member in enumerate(context.members):
            if not member.has_police or index % 8 == 7:
                continue
            client = member.client.pk
            scale = member.population / 1000
            for place, month in enumerate(months):
                at = datetime.combine(add_months(month, 1), time(8), tzinfo=UTC)
                for name, _, per_1000, each in TYPES:
                    number = int(draws.poisson(per_1000 * scale))
                    calls.append([client, month, name, number, number * each, at])
                share = 0.08 + 0.05 * place / len(months) + float(draws.uniform(-0.01, 0.01))
                logged = int(draws.poisson(12 * scale)) + 20
                for kind, part in (
                    (ContactKind.POSITIVE, share),
                    (ContactKind.ENFORCEMENT, 0.38 - share / 2),
                    (ContactKind.CALL, 0.62 - share / 2),
                ):
                    contacts.append([client, month, kind.value, int(logged * part), at])
            counts["services"] += _kept(context, member)
        counts["call months"] = insert_rows(
            CallMonth, ("client_id", "month", "call_type", "calls", "minutes", "recorded_at"), calls
        )
        counts["contact months"] = insert_rows(
            ContactMonth, ("client_id", "month", "kind", "contacts", "recorded_at"), contacts
        )
    return counts


def _kept(context: BookContext, member: Member) -> int:
    """The catalogue and the mapping of one client, and its workshops tied to a service."""
    at = datetime.combine(add_months(context.plan.ends_on, -MONTHS), time(9), tzinfo=UTC)
    by = {"recorded_by": context.by, "recorded_at": at}
    CallMapping.objects.create(
        client=member.client,
        version=1,
        kinds={name: kind.value for name, kind, *_ in TYPES if kind},
        **by,
    )
    Service.objects.bulk_create(
        Service(
            client=member.client,
            key=name.lower().replace(" ", "-"),
            name=name,
            what=what,
            reach=reach,
            languages=["English", "Spanish"],
            hours="Monday to Friday, 8 to 5",
            in_spanish={"name": spanish[0], "what": spanish[1], "reach": "555-0140"},
            **by,
        )
        for name, what, reach, spanish in SERVICES
    )
    told = Initiative.objects.current().filter(client=member.client, strategy=Strategy.SERVICES)
    ServiceTie.objects.bulk_create(
        ServiceTie(
            client=member.client,
            reference=reference,
            services=[SERVICES[place % len(SERVICES)][0].lower().replace(" ", "-")],
            **by,
        )
        for place, reference in enumerate(
            told.order_by("-starts_on", "-id").values_list("reference", flat=True)[:4]
        )
    )
    return len(SERVICES)


PARTS.register(Part(key="services", label="Services and calls", order=320, build=build))
