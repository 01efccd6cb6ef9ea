"""Stored worksheets: listing, reading, and working one out again from what it holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from riskcore.access.scoping import Person
from riskcore.canonical import canonical_json
from riskcore.clients.queries import check
from riskcore.clients.queries import find as find_client
from riskcore.errors import NotFound
from riskcore.rating.models import Worksheet
from riskcore.rating.plan_queries import chosen
from riskcore.rating.worksheet import Inputs, Worked, work_out
from riskcore.rating.worksheet_body import body_of, inputs_of
from riskcore.rating.worksheet_step import Step
from riskcore.rating.worksheet_steps import steps


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One stored worksheet as it stands in a list."""

    id: str
    client: str
    client_name: str
    line: str
    as_of: date
    effective_on: date
    plan: str
    plan_sha256: str
    premium: Decimal
    created_at: datetime
    created_by: str


@dataclass(frozen=True, kw_only=True)
class Reread:
    """A stored worksheet, read and worked out again. same: the second time gave the same body."""

    kept: Kept
    body: Mapping[str, Any]
    inputs: Inputs
    worked: Worked
    steps: tuple[Step, ...]
    same: bool


def find(*, by: Person, worksheet_id: str) -> Worksheet:
    """The stored worksheet, if ``by`` may see its client's premium; otherwise NotFound."""
    row = (
        Worksheet.objects.visible_to(by)
        .select_related("client__carrier", "plan__body", "plan__carrier", "plan_body", "created_by")
        .filter(pk=worksheet_id)
        .first()
    )
    if row is None:
        raise NotFound(
            "worksheet.unknown",
            f"You asked for the worksheet {worksheet_id[:12]!r}; there is none that you may see. "
            "Open it from the client's page.",
            worksheet=worksheet_id,
        )
    check(by=by, permission="rating.view", client=row.client)
    return row


def read(*, by: Person, worksheet_id: str) -> Reread:
    """A stored worksheet, worked out again by the content of the plan that it names."""
    row = find(by=by, worksheet_id=worksheet_id)
    body: dict[str, Any] = json.loads(row.body)
    inputs = inputs_of(body)
    plan = chosen(row.plan, body=row.plan_body.text).plan
    worked = work_out(plan, inputs)
    told = steps(plan, inputs, worked)
    again = body_of(inputs, worked, told, plan=row.plan.number, sha256=row.plan_body_id)
    return Reread(
        kept=kept_of(row),
        body=body,
        inputs=inputs,
        worked=worked,
        steps=told,
        same=canonical_json(again) == row.body,
    )


def listing(*, by: Person, client_code: str, line: str = "") -> tuple[Kept, ...]:
    """The client's stored worksheets, the latest first. Raises NotFound, PermissionDenied."""
    client = find_client(by=by, code=client_code, permission="rating.view")
    rows = Worksheet.objects.visible_to(by).filter(client=client)
    if line:
        rows = rows.filter(line=line)
    rows = rows.select_related("client", "plan", "created_by").defer("body")
    return tuple(kept_of(row) for row in rows.order_by("-created_at", "id"))


def kept_of(row: Worksheet) -> Kept:
    return Kept(
        id=row.pk,
        client=row.client.code,
        client_name=row.client.name,
        line=row.line,
        as_of=row.as_of,
        effective_on=row.effective_on,
        plan=row.plan.number,
        plan_sha256=row.plan_body_id,
        premium=row.premium,
        created_at=row.created_at,
        created_by=row.created_by.username,
    )
