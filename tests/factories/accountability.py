"""Complaints for tests, and tables as the import pipeline hands them to a file kind."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import factory
import polars as pl
from django.utils import timezone

from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.compliments import Compliment
from accountability.discipline import Discipline
from accountability.file_kinds import COMPLAINT_FIELDS, DISCIPLINE_FIELDS
from accountability.force.fields import FORCE_FIELDS
from accountability.force.models import ForceReport
from accountability.mediation import Mediation
from accountability.officers import Officer
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports.kinds import Field, FieldType, Target
from riskcore.imports.models import ImportBatch
from tests.factories.riskcore import ClientFactory

DTYPES: dict[FieldType, Any] = {
    FieldType.DATE: pl.Date,
    FieldType.NUMBER: pl.Float64,
    FieldType.WHOLE: pl.Int64,
    FieldType.YES_NO: pl.Boolean,
}


class OfficerFactory(factory.django.DjangoModelFactory[Officer]):
    class Meta:
        model = Officer

    client = factory.SubFactory(ClientFactory)
    token = factory.Sequence(lambda n: f"{n:024x}")


class ComplaintFactory(factory.django.DjangoModelFactory[Complaint]):
    class Meta:
        model = Complaint

    client = factory.SubFactory(ClientFactory)
    number = factory.Sequence(lambda n: f"C-{n}")
    received_on = date(2025, 3, 1)
    recorded_at = factory.LazyFunction(timezone.now)


class AllegationFactory(factory.django.DjangoModelFactory[Allegation]):
    class Meta:
        model = Allegation

    complaint = factory.SubFactory(ComplaintFactory)
    category = "DISCOURT"
    category_as_recorded = factory.Sequence(lambda n: f"Rude words {n}")
    recorded_at = factory.LazyFunction(timezone.now)


class FindingFactory(factory.django.DjangoModelFactory[Finding]):
    class Meta:
        model = Finding

    allegation = factory.SubFactory(AllegationFactory)
    merits = "NSU"
    recorded_at = factory.LazyFunction(timezone.now)


class DisciplineFactory(factory.django.DjangoModelFactory[Discipline]):
    class Meta:
        model = Discipline

    allegation = factory.SubFactory(AllegationFactory)
    code = "D30"
    stage = "imposed"
    recorded_at = factory.LazyFunction(timezone.now)


class MediationFactory(factory.django.DjangoModelFactory[Mediation]):
    class Meta:
        model = Mediation

    allegation = factory.SubFactory(AllegationFactory)
    step = "offered"
    happened_on = date(2025, 4, 1)
    recorded_at = factory.LazyFunction(timezone.now)


class ComplimentFactory(factory.django.DjangoModelFactory[Compliment]):
    class Meta:
        model = Compliment

    client = factory.SubFactory(ClientFactory)
    number = factory.Sequence(lambda n: f"P-{n}")
    received_on = date(2025, 3, 1)
    recorded_at = factory.LazyFunction(timezone.now)


class ForceReportFactory(factory.django.DjangoModelFactory[ForceReport]):
    class Meta:
        model = ForceReport

    client = factory.SubFactory(ClientFactory)
    number = factory.Sequence(lambda n: f"F-{n}")
    occurred_on = date(2025, 3, 1)
    level = 2
    recorded_at = factory.LazyFunction(timezone.now)


def complaint_table(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows of a complaint file, typed as the pipeline types them; what a row leaves out is blank."""
    return typed_table(rows, COMPLAINT_FIELDS + DISCIPLINE_FIELDS)


def force_table(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows of a force file, typed as the pipeline types them."""
    return typed_table(rows, FORCE_FIELDS)


def typed_table(rows: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> pl.DataFrame:
    """Rows of a file of these fields, each coded one with the file's own word beside it."""
    schema: dict[str, Any] = {}
    for field in fields:
        schema[field.key] = DTYPES.get(field.type, pl.Utf8)
        if field.type is FieldType.CODE:
            schema.setdefault(f"{field.key}_as_recorded", pl.Utf8)
    return pl.DataFrame(
        [{"row": number + 2, **dict.fromkeys(schema), **row} for number, row in enumerate(rows)],
        schema={"row": pl.Int64, **schema},
    )


def batch_for(client: Client, by: User, kind: str = "complaints") -> ImportBatch:
    """A batch as it stands when its rows are being written."""
    return ImportBatch.objects.create(
        client=client,
        kind=kind,
        file="imports/test.csv",
        file_name="test.csv",
        sha256="0" * 64,
        size=1,
        created_by=by,
    )


def target_for(client: Client, by: User, *, batch: ImportBatch | None = None) -> Target:
    return Target(by=by, client=client, valued_on=None, batch=batch)
