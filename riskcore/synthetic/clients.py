"""The clients of the synthetic book: carriers, the programme, clients of all kinds, departments."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time
from typing import Any

import numpy as np
from django.db import models
from django.utils.text import slugify

from riskcore.access.models import Organisation, OrganisationKind
from riskcore.bulkload import insert_rows, reserve_ids
from riskcore.carriers import Carrier
from riskcore.clients.models import Client, Department
from riskcore.synthetic import names
from riskcore.synthetic.assumptions import KINDS, STAFFING, assumed
from riskcore.synthetic.registry import Member, Plan

DEMO_POPULATION = 23_400
DEMO_OFFICERS = 62.0
OFFICERS_PER_DISTRICT = 20


def build_clients(
    *, plan: Plan, generator: np.random.Generator
) -> tuple[tuple[Member, ...], dict[str, int]]:
    """Insert the bodies of the book; returns its members, by name of place, and counts by noun."""
    moment = datetime.combine(
        plan.ends_on.replace(year=plan.ends_on.year - plan.years), time(12), UTC
    )
    carriers, programme = _carriers(moment)
    kinds = _kinds(plan.clients)
    places = names.places(plan.clients, generator)
    populations = _populations(kinds, generator)
    officers = _officers(kinds, populations, generator)
    chosen = generator.integers(len(carriers), size=plan.clients)
    states = generator.integers(len(names.STATES), size=plan.clients)
    bodies = _organisations(
        OrganisationKind.CLIENT,
        [names.FORMS[kind].format(place) for kind, place in zip(kinds, places, strict=True)],
        moment,
    )
    clients = [
        Client(
            pk=pk,
            code=slugify(f"{place} {names.CODE_WORDS[kind]}"),
            name=names.FORMS[kind].format(place),
            kind=kind,
            state=names.STATES[states[index]],
            organisation_id=bodies[index],
            carrier=carriers[0 if index == 0 else chosen[index]],
            administrator_id=programme,
            synthetic=True,
            created_at=moment,
        )
        for index, (pk, kind, place) in enumerate(
            zip(reserve_ids(Client, plan.clients), kinds, places, strict=True)
        )
    ]
    _insert(Client, clients)
    members = tuple(
        Member(
            client=client,
            officers=float(officers[index]),
            population=int(populations[index]),
            has_police=bool(officers[index] > 0),
        )
        for index, client in enumerate(clients)
    )
    departments = _departments(members, places, moment)
    return members, {"clients": len(members), "departments": departments}


def _carriers(moment: datetime) -> tuple[list[Carrier], int]:
    ids = _organisations(OrganisationKind.CARRIER, [name for _, name in names.CARRIERS], moment)
    [programme] = _organisations(OrganisationKind.ADMINISTRATOR, [names.PROGRAMME], moment)
    carriers = [
        Carrier(pk=pk, organisation_id=body, code=code, name=name)
        for pk, body, (code, name) in zip(
            reserve_ids(Carrier, len(ids)), ids, names.CARRIERS, strict=True
        )
    ]
    _insert(Carrier, carriers)
    return carriers, programme


def _organisations(kind: str, labels: Sequence[str], moment: datetime) -> range:
    ids = reserve_ids(Organisation, len(labels))
    rows = ((pk, kind, label, moment) for pk, label in zip(ids, labels, strict=True))
    insert_rows(Organisation, ["id", "kind", "name", "created_at"], rows)
    return ids


def _departments(members: Sequence[Member], places: Sequence[str], moment: datetime) -> int:
    police = [
        (member, names.POLICE[member.client.kind].format(place))
        for member, place in zip(members, places, strict=True)
        if member.has_police
    ]
    bodies = _organisations(OrganisationKind.DEPARTMENT, [name for _, name in police], moment)
    ids = reserve_ids(Department, len(police))
    rows = [
        Department(
            pk=pk,
            client=member.client,
            organisation_id=body,
            name=name,
            districts=_districts(member.officers),
        )
        for pk, body, (member, name) in zip(ids, bodies, police, strict=True)
    ]
    _insert(Department, rows)
    return len(rows)


def _districts(officers: float) -> list[str]:
    count = min(int(officers // OFFICERS_PER_DISTRICT), 12)
    return [f"District {number + 1}" for number in range(count)] if count > 1 else []


def _kinds(count: int) -> list[str]:
    """Kinds in their declared shares by largest remainder; each of the five at least once where the
    book has room, a municipality first."""
    quotas = [(kind, share * count) for kind, share in KINDS]
    whole = {kind: max(int(quota), min(1, count // len(KINDS))) for kind, quota in quotas}
    for kind, _ in sorted(quotas, key=lambda pair: pair[1] % 1, reverse=True):
        whole[kind] += sum(whole.values()) < count
    whole["municipality"] += count - sum(whole.values())
    return [kind for kind, _ in KINDS for _ in range(whole[kind])]


def _populations(kinds: Sequence[str], generator: np.random.Generator) -> "np.ndarray[Any, Any]":
    medians = np.array([assumed(f"population.median.{kind}") for kind in kinds])
    drawn = medians * np.exp(generator.normal(0, assumed("population.sigma"), len(kinds)))
    drawn = np.clip(drawn, assumed("population.least"), assumed("population.most")).round()
    drawn[0] = DEMO_POPULATION
    return np.asarray(drawn)


def staffing(count: int, generator: np.random.Generator) -> "np.ndarray[Any, Any]":
    """Police employees per 1,000 residents: a band of the declared table, then even within it."""
    low, high, share = (np.array(column) for column in zip(*STAFFING, strict=True))
    bands = generator.choice(len(STAFFING), size=count, p=share / share.sum())
    drawn: np.ndarray[Any, Any] = generator.uniform(low[bands], high[bands])
    return drawn


def _officers(
    kinds: Sequence[str], populations: "np.ndarray[Any, Any]", generator: np.random.Generator
) -> "np.ndarray[Any, Any]":
    employees = populations / 1000 * staffing(len(kinds), generator)
    sworn = np.maximum((employees * assumed("sworn.share")).round(), assumed("sworn.least"))
    lucky = generator.random(len(kinds)) < assumed("police.special_district")
    has = {
        "municipality": np.ones(len(kinds), bool),
        "county": np.ones(len(kinds), bool),
        "special_district": lucky,
    }
    none = np.zeros(len(kinds), bool)
    held = np.array([has.get(kind, none)[index] for index, kind in enumerate(kinds)])
    part = np.where(np.array(kinds) == "special_district", 0.15, 1.0)
    result: np.ndarray[Any, Any] = np.where(held, np.maximum((sworn * part).round(), 3), 0)
    result[0] = DEMO_OFFICERS
    return result


def _insert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Insert instances, every column, through the bulk path."""
    columns = [field.attname for field in model._meta.concrete_fields]
    read: Callable[[models.Model], list[Any]] = lambda row: [getattr(row, n) for n in columns]  # noqa: E731
    insert_rows(model, [field.name for field in model._meta.concrete_fields], map(read, rows))
