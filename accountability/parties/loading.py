"""A checked file of claims' parties compared with what is on record; what is new is appended.

Identifiers become tokens as they are read: an officer's as in the files of complaints, a claimant's as a
complainant's, so that one person is one token in both.
"""

from collections import Counter
from typing import Any

import polars as pl
from django.utils import timezone

from accountability.officers import complainant_token, officer_ids, officer_token
from accountability.parties.models import ClaimParty
from riskcore.bulkload import insert_rows
from riskcore.clients.models import Client
from riskcore.imports.findings import cell_problem
from riskcore.imports.kinds import Field, FieldType, Plan, Problem, Target
from riskcore.losses.models import Claim

OFFICER, CLAIMANT, NUMBER = "officer", "claimant", "number"
ROLES = {
    OFFICER: "an officer whom the claim names",
    CLAIMANT: "who claims",
    NUMBER: "another number of the same event, such as a complaint's or a report's",
}
FIELDS = (
    Field(
        key="claim",
        label="Claim number",
        required=True,
        max_length=64,
        synonyms=("claim", "claim number", "claim no", "claim_number"),
    ),
    Field(
        key="suffix",
        label="Suffix",
        max_length=16,
        synonyms=("suffix", "claimant suffix"),
    ),
    Field(
        key="role",
        label="Role",
        type=FieldType.CODE,
        required=True,
        codes=ROLES,
        synonyms=("role", "party role", "type of party"),
    ),
    Field(
        key="party",
        label="Party",
        required=True,
        max_length=120,
        synonyms=("party", "party id", "identifier", "party identifier"),
        help="An officer's or a claimant's identifier, turned into a token at once; or a number.",
    ),
)
LONGEST_NUMBER = 64
OneClaim = tuple[str, str]
"""Number and suffix."""
Party = tuple[OneClaim, str, str, str]
"""Claim, officer token, person token, number: one of the three is filled."""


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Rows about a claim that no loss run has brought, and numbers that are too long."""
    known = set(_claims(target.client))
    found = []
    for row in table.iter_rows(named=True):
        number, suffix = _claim_of(row)
        if (number, suffix) not in known:
            found.append(
                cell_problem(
                    row=row["row"],
                    column="Claim number",
                    value=number + (f"-{suffix}" if suffix else ""),
                    rule="parties.claim_unknown",
                    ends="is no claim on record for this client. Send the loss run with it first, or "
                    "correct the number.",
                )
            )
        elif row["role"] == NUMBER and len(row["party"].strip()) > LONGEST_NUMBER:
            found.append(
                cell_problem(
                    row=row["row"],
                    column="Party",
                    value=row["party"],
                    rule="parties.number_too_long",
                    ends=f"is longer than the {LONGEST_NUMBER} characters a number may have.",
                )
            )
    return found


def compare(table: pl.DataFrame, target: Target) -> Plan:
    """Parties that are new, and those on record of the file's claims that it no longer mentions."""
    said = _said(table, target.client)
    claims = {claim for claim, *_ in said}
    recorded = _recorded(target.client)
    fresh = [party for party in said if party not in recorded]
    roles = Counter(_role(party) for party in said)
    return Plan(
        created=len(fresh),
        unchanged=len(said) - len(fresh),
        vanished=tuple(
            f"{party[0][0]} {_role(party)}"
            for party in sorted(recorded)
            if party[0] in claims and party not in said
        ),
        totals={"claims": len(claims), **{f"role {role}": roles[role] for role in ROLES}},
        payload=fresh,
    )


def write(plan: Plan, target: Target) -> None:
    """Append the new parties."""
    said: list[Party] = plan.payload
    at = target.recorded_at or timezone.now()
    batch = target.batch.pk if target.batch else None
    officers = officer_ids({officer for _, officer, _, _ in said if officer}, target.client)
    claims = _claims(target.client)
    insert_rows(
        ClaimParty,
        ("batch", "recorded_at", "claim", "officer", "person", "number"),
        (
            (batch, at, claims[claim], officers.get(officer), person, number)
            for claim, officer, person, number in said
        ),
    )


def _claim_of(row: dict[str, Any]) -> OneClaim:
    return row["claim"].strip(), (row["suffix"] or "").strip()


def _said(table: pl.DataFrame, client: Client) -> dict[Party, None]:
    """The parties of the file, each once, in its order."""
    said: dict[Party, None] = {}
    for row in table.sort("row").iter_rows(named=True):
        party = row["party"].strip()
        officer = person = number = ""
        if row["role"] == OFFICER:
            officer = officer_token(client_code=client.code, identifier=party)
        elif row["role"] == CLAIMANT:
            person = complainant_token(client_code=client.code, identifier=party)
        else:
            number = party
        said[_claim_of(row), officer, person, number] = None
    return said


def _claims(client: Client) -> dict[OneClaim, int]:
    rows = Claim.objects.known_at().filter(client=client).order_by()
    return {
        (number, suffix): pk for pk, number, suffix in rows.values_list("pk", "number", "suffix")
    }


def _recorded(client: Client) -> set[Party]:
    rows = ClaimParty.objects.known_at().filter(claim__client=client).order_by()
    columns = ("claim__number", "claim__suffix", "officer__token", "person", "number")
    found = set()
    for claim, suffix, officer, person, number in rows.values_list(*columns):
        # a row made by hand may say several things at once; each is one party
        for place, value in enumerate((officer, person, number)):
            if value:
                said = ["", "", ""]
                said[place] = value
                found.add(((claim, suffix), said[0], said[1], said[2]))
    return found


def _role(party: Party) -> str:
    _, officer, person, _ = party
    return OFFICER if officer else CLAIMANT if person else NUMBER
