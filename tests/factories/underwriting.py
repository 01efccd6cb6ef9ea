"""Underwriting for tests: policies in force, grants, and reviews that lived to the state asked for."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.policies import CoveragePart, Limit, LimitBasis, Line, Policy, Trigger
from riskcore.underwriting import actions, opening
from riskcore.underwriting.finding import find_review
from riskcore.underwriting.grants import AuthorityGrant, NewGrant, grant
from riskcore.underwriting.models import Review
from riskcore.underwriting.terms import LineTerms
from tests.conftest import member

AS_OF = date(2026, 9, 15)
EXPIRES = date(2026, 10, 1)
WIDE = NewGrant(username="uma", max_limit=Decimal(1_000_000), max_officers=500)
ROUTES: dict[str, tuple[str, ...]] = {
    "open": (),
    "in_review": ("take_up",),
    "quoted": ("take_up", "quote"),
    "released": ("take_up", "quote", "release"),
    "bound": ("take_up", "quote", "release", "bind"),
    "issued": ("take_up", "quote", "release", "bind", "issue"),
    "non_renewed": ("take_up", "non_renew"),
    "lapsed": ("take_up", "quote", "lapse"),
    "withdrawn": ("withdraw",),
}


def policy(
    client: Client,
    *,
    starts_on: date = date(2025, 10, 1),
    ends_on: date = EXPIRES,
    number: str = "PE-1",
    limit: int = 1_000_000,
    premium: int | None = 100_000,
    retro_date: date | None = date(2015, 10, 1),
    line: str = Line.LEL,
) -> Policy:
    """One term with one claims-made line."""
    row = Policy.objects.create(
        client=client,
        carrier=client.carrier,
        number=number,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_at=timezone.now(),
    )
    part = CoveragePart.objects.create(
        policy=row,
        line=line,
        trigger=Trigger.CLAIMS_MADE,
        retro_date=retro_date,
        retention=25_000,
        premium=premium,
    )
    Limit.objects.create(part=part, basis=LimitBasis.EACH_WRONGFUL_ACT, amount=limit)
    Limit.objects.create(part=part, basis=LimitBasis.AGGREGATE, amount=3 * limit)
    return row


def senior(client: Client, *, name: str = "sam", role: Role = Role.UNDERWRITER) -> User:
    """A second underwriter of the client's carrier."""
    return member(name, role, client.carrier.organisation)


def granted(client: Client, *, by: User, asked: NewGrant) -> AuthorityGrant:
    """A grant that has held since before the day the reviews of these tests stand on."""
    row = grant(by=by, carrier_code=client.carrier.code, asked=asked)
    AuthorityGrant.objects.filter(pk=row.pk).update(starts_on=date(2026, 1, 1))
    row.refresh_from_db()
    return row


def line_terms(**changes: object) -> LineTerms:
    """Terms of one line as they expire, with these changes."""
    given: dict[str, object] = {
        "line": "LEL",
        "trigger": "claims_made",
        "retro_date": date(2015, 10, 1),
        "limits": (
            ("each_wrongful_act", Decimal(1_000_000)),
            ("aggregate", Decimal(3_000_000)),
        ),
        "retention": Decimal(25_000),
        "premium": Decimal(104_000),
    }
    return LineTerms(**(given | changes))  # type: ignore[arg-type]  # as a test asks


def review(client: Client, *, by: User, status: str = "open", as_of: date = AS_OF) -> Review:
    """A renewal in this state, moved there by its underwriter."""
    row = opening.open_review(by=by, client_code=client.code, as_of=as_of)
    for verb in ROUTES[status]:
        row = step(verb, row, by=by)
    return row


def step(verb: str, row: Review, *, by: User, version: int | None = None) -> Review:
    """Take one step with whatever that verb needs."""
    version = row.version if version is None else version
    asked: dict[str, object] = {"by": by, "number": row.number, "version": version}
    if verb in {"quote", "non_renew", "decline"}:
        outcome = {"quote": "renew"}.get(verb, verb)
        if verb == "quote" and row.kind == "new_business":
            outcome = "offer"
        actions.decide(**asked, outcome=outcome, rationale="The losses are as expected.")  # type: ignore[arg-type]  # as built
    else:
        reason = {"reason": "As agreed."} if verb in NEEDS_REASON else {}
        getattr(actions, verb)(**asked, **reason)
    return find_review(by=by, number=row.number)


NEEDS_REASON = frozenset({"revise", "lapse", "withdraw", "reopen"})


def offer(row: Review, *, by: User, **changes: object) -> Review:
    """Set terms of one line with these changes to what expires."""
    actions.set_terms(by=by, number=row.number, version=row.version, lines=(line_terms(**changes),))
    return find_review(by=by, number=row.number)
