"""The client page: what was done there."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render

from frontend.requests import PageRequest, wants_part
from frontend.tables import Column
from frontend.tabs import client_shell, client_tab
from riskcore.audit.closed import Reader, reader
from riskcore.audit.models import AuditEvent
from riskcore.audit.queries import acts
from riskcore.clients.models import Client
from riskcore.units import write_number

TIMELINE = [
    Column(key="", label="When"),
    Column(key="", label="What"),
    Column(key="", label="Who"),
    Column(key="", label="Facts"),
]
ROWS = 50


@client_tab(key="client_timeline", label="Timeline", permission="client.view", order=90)
def timeline(request: PageRequest, client: Client) -> HttpResponseBase:
    events = Paginator(acts(by=request.user, client=client), ROWS).get_page(request.GET.get("page"))
    reading = reader(by=request.user, client=client)
    shell = client_shell(request, client, "client_timeline")
    context = {
        **shell,
        "columns": TIMELINE,
        "events": events,
        "acts": [_act(event, reading) for event in events],
        "caption": _caption(events.paginator.count, everything="audit.view" in shell["may"]),
        "has_rows": bool(events.paginator.count),
        "empty": "Nothing that you may see was done here yet.",
        "order": "",
        "target": "timeline",
    }
    template = "_timeline.html" if wants_part(request) else "timeline.html"
    return render(request, f"frontend/client/{template}", context)


def _act(event: AuditEvent, reading: Reader) -> dict[str, Any]:
    """One act in words: "client.viewed" reads "client viewed"."""
    facts = reading.facts(verb=event.verb, actor=event.actor.username, facts=event.facts)
    return {
        "at": event.at,
        "what": event.verb.replace(".", " ").replace("_", " "),
        "who": event.actor.get_full_name() or event.actor.username,
        "facts": ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in facts.items()),
        "sequence": event.sequence,
    }


def _caption(count: int, *, everything: bool) -> str:
    acts_counted = f"{write_number(count)} act{'' if count == 1 else 's'}"
    return f"{acts_counted} on record" if everything else f"{acts_counted} of yours on record"
