"""The flyer of a department's services on paper: a job that draws it, with a code that counts scans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone

from outreach.initiatives.queries import find
from outreach.languages import Language
from outreach.material.links import link_of, qr_of, told_services
from outreach.material.words import WORDS
from outreach.services.queries import Offered
from riskcore.access.models import User
from riskcore.audit.actions import record
from riskcore.canonical import sha256
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound
from riskcore.jobs.actions import enqueue
from riskcore.jobs.kinds import KINDS, JobContext, JobKind
from riskcore.jobs.models import Job
from riskcore.reports import rendering
from riskcore.reports.actions import PdfFile
from riskcore.reports.drawn_files import Kind, drawn_file

KEY: Final = "outreach.flyer"
FILE: Final = Kind(job=KEY, permission="outreach.view", code="flyer", noun="flyer")
TEMPLATE: Final = "outreach/material/flyer.html"
LAYOUTS: Final = {"letter": "one on a letter page", "two_up": "two on a letter page"}
# Room for services in points, and what a heading and a line of words, of contact, of hours take of it,
# with the characters of a line: measured on the drawn page, on the safe side.
ROOM: Final = {"letter": 430, "two_up": 300}
HEADING: Final = {"letter": 44, "two_up": 32}
LINE: Final = {"letter": 17, "two_up": 14}
CHARACTERS: Final = {"letter": 80, "two_up": 62}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A finished flyer."""

    content: bytes
    pages: int


def ask(
    *, by: User, initiative_id: int, base: str, layout: str = "letter", language: str = "en"
) -> Job:
    """Ask for the flyer of an initiative; the job's result holds the name of the file in the store.

    base: what the short address begins with, such as https://example.gov/q/. Raises NotFound,
    PermissionDenied, and InvalidInput where the department offers no service that could stand on it.
    """
    initiative = find(by=by, initiative_id=initiative_id, permission="outreach.submit")
    if layout not in LAYOUTS or language not in list(Language):
        raise InvalidInput(
            "flyer.unknown",
            f"You asked for a flyer as {layout!r} in {language!r}; it comes as "
            f"{' or '.join(LAYOUTS)}, in {' or '.join(Language)}.",
        )
    if not _worded(initiative.client, initiative.reference, Language(language)):
        if language == Language.SPANISH and told_services(initiative.client, initiative.reference):
            raise InvalidInput(
                "flyer.no_spanish",
                "No service of the catalogue has Spanish words yet. Enter them with the service.",
                field="language",
            )
        raise InvalidInput(
            "flyer.no_services",
            "The catalogue offers no service that could stand on a flyer. Add one to the services.",
        )
    link = link_of(by=by, initiative_id=initiative_id)
    return enqueue(
        by=by,
        kind=KEY,
        client=initiative.client,
        arguments={
            "reference": initiative.reference,
            "address": f"{base}{link.token}/",
            "layout": layout,
            "language": language,
            "drawn_on": timezone.localdate().isoformat(),
        },
    )


def _worded(client: Client, reference: str, language: Language) -> list[Offered]:
    """The services to print, in the words of the language; those without such words are left out."""
    services = told_services(client, reference)
    if language is Language.ENGLISH:
        return list(services)
    return [
        replace(each, name=said["name"], what=said["what"], reach=said["reach"])
        for each in services
        if (said := each.in_spanish)
    ]


def read(*, by: User, job_id: str | UUID) -> PdfFile:
    """The bytes a job has drawn, checked against their hash. Raises NotFound (no such flyer, or not
    drawn yet), PermissionDenied ("outreach.view") and BytesChanged."""
    drawn = drawn_file(FILE, by=by, job_id=job_id)
    asked = drawn.job.arguments
    return drawn.named("flyer", drawn.client.code, asked["language"], asked["layout"])


def html_of(client: Client, arguments: Mapping[str, Any]) -> str:
    """The flyer as one page of HTML for the print engine, from the catalogue as it stands."""
    layout, language = str(arguments["layout"]), Language(arguments["language"])
    services = _worded(client, str(arguments["reference"]), language)
    return render_to_string(
        TEMPLATE,
        {
            "client": client,
            "words": WORDS[language],
            "language": language.value,
            "layout": layout,
            "copies": range(2 if layout == "two_up" else 1),
            "services": fitting(services, layout),
            "shown": str(arguments["address"]).partition("://")[2].rstrip("/"),
            "code": qr_of(str(arguments["address"])),
            "drawn_on": arguments["drawn_on"],
        },
    )


def fitting(services: Sequence[Offered], layout: str) -> list[Offered]:
    """The first of these services that fit on the page, at least one; the code leads to all of them."""
    found: list[Offered] = []
    left = ROOM[layout]
    for each in services:
        texts = (each.what, each.reach, each.hours + ", ".join(each.languages))
        lines = sum(-(-len(text) // CHARACTERS[layout]) for text in texts)
        left -= HEADING[layout] + LINE[layout] * lines
        if left < 0 and found:
            break
        found.append(each)
    return found


def work(context: JobContext) -> Drawn:
    """Draw the flyer."""
    if context.client is None:
        raise NotFound("client.unknown", "A flyer names no client; ask for it again.")
    html = html_of(context.client, context.arguments)
    rendered = rendering.render(html, dated=timezone.localdate(), heartbeat=context.heartbeat)
    return Drawn(content=rendered.content, pages=rendered.pages)


def store(context: JobContext, prepared: Drawn) -> dict[str, Any]:
    """Keep the file; records flyer.drawn."""
    if context.client is None:
        raise NotFound("client.unknown", "A flyer names no client; ask for it again.")
    name = default_storage.save(f"flyers/{context.job_id}.pdf", ContentFile(prepared.content))
    facts = {"pages": prepared.pages, "sha256": sha256(prepared.content)}
    record(
        by=context.requested_by,
        verb="flyer.drawn",
        subject=context.client,
        client=context.client,
        reference=context.arguments["reference"],
        layout=context.arguments["layout"],
        language=context.arguments["language"],
        **facts,
    )
    return {"file": name, **facts}


FLYER = JobKind(key=KEY, label="Flyer of services", work=work, store=store)
KINDS.register(FLYER)
