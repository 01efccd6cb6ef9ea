"""Words around a worksheet: what it comes to, where its rows are, and what stands beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.desk import glance, side
from riskcore.factors.registry import FACTORS, Use
from riskcore.rating.plan_words import share, span
from riskcore.rating.queries import Sheet
from riskcore.rating.worksheet_step import Step
from riskcore.units import write_money

STANDS = {
    "above": "above the middle half of its peers",
    "below": "below the middle half of its peers",
    "within": "within the middle half of its peers",
    "": "no peers to stand beside",
}


@dataclass(frozen=True)
class Linked:
    """A row a step was read from, with its address; "" where there is no page of it."""

    words: str
    address: str


@dataclass(frozen=True)
class ShownStep:
    step: Step
    links: tuple[Linked, ...]


@dataclass(frozen=True)
class Watched:
    """A watch indicator beside the price."""

    label: str
    words: str


def headline(sheet: Sheet) -> str:
    """What the worksheet comes to, in a sentence."""
    if sheet.worked is None:
        return f"{sheet.line} cannot be rated, because {sheet.because}."
    made = sheet.worked.priced
    told = f"{sheet.line} is indicated at {write_money(made.premium, with_cents=False)}"
    if made.change is not None:
        told += f", {share(made.change)} on the expiring premium"
    return f"{told}; the experience modification is {sheet.worked.modification.factor}."


def source_links(client: Client, steps: Iterable[Step]) -> list[ShownStep]:
    """Each step with the addresses of its rows."""
    return [
        ShownStep(
            step,
            tuple(
                Linked(source.words, _address(client, source.kind, source.key))
                for source in step.sources
            ),
        )
        for step in steps
    ]


def _address(client: Client, kind: str, key: str) -> str:
    if kind == "claim":
        return f"{reverse('client_losses', args=[client.code])}#claims"
    if kind in {"exposure", "policy"}:
        return reverse("client_cover", args=[client.code])
    if kind == "worksheet":
        return reverse("worksheet", args=[client.code, key])
    return ""


def beside(user: User, client: Client, as_of: date, *, may: frozenset[str]) -> tuple[Watched, ...]:
    """The watch indicators of the day. They are shown beside the price and enter no step of it."""
    if "profile.view" not in may:
        return ()
    readings = glance(by=user, client_code=client.code, as_of=as_of).row.readings
    found = []
    for factor in FACTORS:
        reading = readings.get(factor.key)
        if factor.use is not Use.WATCH or reading is None:
            continue
        if reading.value is None:
            words = f"cannot be computed, because {reading.unavailable}"
        else:
            words = f"{factor.unit.write(reading.value)}, {STANDS[side(reading)]}"
        found.append(Watched(factor.label, words))
    return tuple(found)


def choices_of_plan(sheet: Sheet) -> list[tuple[str, list[tuple[str, str]]]]:
    """What an underwriter may enter under the plan that rates the client, by kind."""
    if sheet.chosen is None:
        return []
    plan = sheet.chosen.plan
    return [
        (
            "Schedule",
            [
                (f"schedule:{item.key}", f"{item.label} ({span(item.low, item.high)})")
                for item in plan.schedule.items
            ],
        ),
        (
            "Credits",
            [
                (f"credit:{one.key}", f"{one.label} (at most {share(one.most)})")
                for one in plan.credits
            ],
        ),
        ("Classes", [(f"class:{one.key}", one.label) for one in plan.classes]),
        ("Options", [(f"option:{one.key}", one.label) for one in plan.options]),
    ]
