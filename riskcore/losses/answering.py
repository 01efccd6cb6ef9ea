"""Which policy answers each claim: what was stated of it on a day, read against the client's terms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from riskcore.access.scoping import Person
from riskcore.clients.queries import find
from riskcore.coverage.queries import insured_parts
from riskcore.coverage.trigger import Answer, ClaimDays, InsuredPart, Outcome, answer
from riskcore.losses.book import latest_statements
from riskcore.losses.history import ClaimHistory

_COLUMNS = (
    "claim__client_id",
    "claim__number",
    "claim__suffix",
    "claim__policy_number",
    "claim__line",
    "occurred_on",
    "made_on",
    "reported_on",
)


@dataclass(frozen=True, kw_only=True)
class AnsweredClaim:
    """One claim and what answers it; named is the policy number its file gives, "" where none does."""

    number: str
    suffix: str
    named: str
    days: ClaimDays
    answer: Answer

    @property
    def name(self) -> str:
        return f"{self.number}-{self.suffix}" if self.suffix else self.number


def answers(
    *, client_ids: Collection[int], valued_on: date, known_at: datetime | None = None
) -> Mapping[int, tuple[AnsweredClaim, ...]]:
    """Every claim stated by the end of ``valued_on`` and what answers it, in two queries.

    Clients without a claim are left out. Asks for nobody's permission: the caller has done so.
    """
    parts = insured_parts(client_ids=client_ids, known_at=known_at)
    rows = (
        latest_statements(client_ids, valued_on, known_at)
        .order_by("claim__client_id", "claim__number", "claim__suffix")
        .values_list(*_COLUMNS)
    )
    found: dict[int, list[AnsweredClaim]] = {}
    for client, number, suffix, named, *days in rows:
        line, occurred, made, reported = days
        claim = ClaimDays(line=line, occurred_on=occurred, made_on=made, reported_on=reported)
        found.setdefault(client, []).append(
            AnsweredClaim(
                number=number,
                suffix=suffix,
                named=named,
                days=claim,
                answer=_answer(claim, parts.get(client, ()), named),
            )
        )
    return {client: tuple(claims) for client, claims in found.items()}


def of_client(
    *, by: Person, client_code: str, valued_on: date, known_at: datetime | None = None
) -> tuple[AnsweredClaim, ...]:
    """Every claim of one client and what answers it. Raises NotFound, PermissionDenied ("loss.view")."""
    client = find(by=by, code=client_code, permission="loss.view")
    return answers(client_ids=[client.pk], valued_on=valued_on, known_at=known_at).get(
        client.pk, ()
    )


def of_claim(
    *, by: Person, client_code: str, claim: ClaimHistory, known_at: datetime | None = None
) -> Answer:
    """What answers one claim by the latest statement of its history. Raises as ``of_client`` does."""
    client = find(by=by, code=client_code, permission="loss.view")
    latest = claim.statements[0]
    days = ClaimDays(
        line=claim.line,
        occurred_on=latest.occurred_on,
        made_on=latest.made_on,
        reported_on=latest.reported_on,
    )
    parts = insured_parts(client_ids=[client.pk], known_at=known_at)
    return _answer(days, parts.get(client.pk, ()), claim.policy_number)


def _answer(days: ClaimDays, parts: Sequence[InsuredPart], named: str) -> Answer:
    """The answer, with a caution where the claim's file names a policy that does not answer."""
    found = answer(days, parts)
    answering = {part.number for part in found.parts}
    if not named or named in answering or found.outcome is Outcome.CANNOT_BE_TOLD:
        return found
    caution = f"The file of the claim names {named}, which by these days does not answer."
    return replace(found, cautions=(*found.cautions, caution))
