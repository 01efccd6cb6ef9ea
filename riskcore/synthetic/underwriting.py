"""Underwriting of the synthetic book: grants for two underwriters, and reviews at several stages.

Everything is done by the verbs themselves, by the demonstration users, so that what a newcomer sees
could have been done by them. Only the first clients of a book get any.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from riskcore.access.models import User
from riskcore.carriers import Carrier
from riskcore.clients.models import Client
from riskcore.losses.queries import large_losses
from riskcore.periods import add_months
from riskcore.policies import Line
from riskcore.synthetic import names
from riskcore.synthetic.registry import PARTS, BookContext, Part
from riskcore.underwriting import actions, contingencies, issues
from riskcore.underwriting.finding import find_review, terms_of
from riskcore.underwriting.grants import NewGrant, grant
from riskcore.underwriting.models import Issue, Review
from riskcore.underwriting.narratives import NewNarrative, write_narrative
from riskcore.underwriting.opening import open_review
from riskcore.underwriting.referrals import record_reason
from riskcore.underwriting.terms import LineTerms

UNDERWRITER, SENIOR, ADMINISTRATOR = "underwriter", "senior-underwriter", "administrator"
# The stage of each of the first clients' reviews; "learned" has none, and reasons that wait for one.
STAGES = ("referred", "open", "released", "bound", "learned", "non_renewed")
RATIONALE = (
    "Frequency stands near its peers and the open reserves are believed sufficient. The retention "
    "keeps small claims with the client; the conditions below carry what is left."
)
NARRATIVES = (
    (
        "Invented. Two officers answered a call about a dispute and used force on the claimant, who was "
        "not the person described by the caller.",
        "The report does not mention the second strike that the camera shows. Qualified immunity was "
        "denied in part; counsel sees liability as probable.",
        "Settlement conference.",
    ),
    (
        "Invented. A pursuit for a traffic offence ended in a collision with a third vehicle.",
        "The policy in force asked for a supervisor's leave, which is not recorded.",
        "Deposition of the supervisor on duty.",
    ),
)


def build(context: BookContext) -> dict[str, int]:
    """Grant authority on every carrier's paper, then bring a few reviews to their stages."""
    people = {user.username: user for user in User.objects.filter(username__in=PEOPLE)}
    if len(people) < len(PEOPLE):
        return {"underwriting reviews": 0}
    grants = sum(_grants(people, code, context.plan.ends_on) for code, _ in names.CARRIERS)
    members = context.members[: len(STAGES)]
    for at, (member, stage) in enumerate(zip(members, STAGES, strict=False)):
        context.report("reviews", at, len(members))
        STAGE[stage](people, member.client, context.plan.ends_on)
    return {
        "grants of authority": grants,
        "underwriting reviews": Review.objects.count(),
        "narratives": _narratives(
            people, (member.client for member in members), context.plan.ends_on
        ),
    }


def _narratives(people: dict[str, User], clients: Iterable[Client], ends_on: date) -> int:
    """What was written of the largest claims of each client; the others are left without."""
    by, told = people[UNDERWRITER], 0
    for client in clients:
        rows = large_losses(
            by=by, client_code=client.code, valued_on=ends_on, threshold=Decimal(25_000)
        )
        for row, (facts, liability, event) in zip(rows, NARRATIVES, strict=False):
            asked = NewNarrative(
                as_of=ends_on,
                facts=facts,
                liability=liability,
                next_event=event,
                next_event_on=add_months(ends_on, 2),
            )
            write_narrative(
                by=by,
                client_code=client.code,
                number=row.number,
                suffix=row.suffix,
                asked=asked,
            )
            told += 1
    return told


def _grants(people: dict[str, User], carrier: str, ends_on: date) -> int:
    if not Carrier.objects.filter(code=carrier, clients__isnull=False).exists():
        return 0
    begins = add_months(ends_on, -12)
    junior = NewGrant(
        username=UNDERWRITER,
        max_limit=Decimal(1_000_000),
        min_retention=Decimal(5_000),
        max_premium=Decimal(250_000),
        max_credit=Decimal(15),
        max_debit=Decimal(25),
        max_officers=250,
        approves=("watch.outside_band", "claims.repeated", "exposure.jail"),
        starts_on=begins,
        reason="Usual grant of an underwriter (invented).",
    )
    senior = NewGrant(
        username=SENIOR,
        max_limit=Decimal(5_000_000),
        max_credit=Decimal(25),
        max_debit=Decimal(40),
        open_critical=True,
        approves=("all",),
        special=True,
        starts_on=begins,
        reason="Usual grant of a senior underwriter (invented).",
    )
    for asked in (junior, senior):
        grant(by=people[ADMINISTRATOR], carrier_code=carrier, asked=asked)
    return 2


def _referred(people: dict[str, User], client: Client, ends_on: date) -> None:
    """In review, above the underwriter's limit, with the first issue in front of the senior."""
    row = _taken_up(people, client, ends_on)
    _, lines = terms_of(row)
    offered = tuple(_wider(line) if line.line == Line.LEL else line for line in lines)
    actions.set_terms(
        by=people[UNDERWRITER],
        number=row.number,
        version=row.version,
        lines=offered,
        note="The city asks for a higher limit for law enforcement.",
    )
    waiting = Issue.objects.filter(review=row, rule="authority.above", status="open")
    for issue in waiting.filter(key__endswith=".limit").order_by("id"):
        issues.refer(
            by=people[UNDERWRITER],
            issue_id=issue.pk,
            version=issue.version,
            to=SENIOR,
            note="The reinsurer would follow up to this limit.",
        )


def _open(people: dict[str, User], client: Client, ends_on: date) -> None:
    open_review(by=people[UNDERWRITER], client_code=client.code, as_of=ends_on)


def _released(people: dict[str, User], client: Client, ends_on: date) -> Review:
    row = _approved(people, _taken_up(people, client, ends_on))
    actions.decide(
        by=people[UNDERWRITER],
        number=row.number,
        version=row.version,
        outcome="renew",
        rationale=RATIONALE,
        conditions="A signed pursuit policy within 60 days.",
    )
    contingencies.set_contingency(
        by=people[UNDERWRITER],
        client_code=client.code,
        title="Signed pursuit policy",
        wanted="The policy as adopted, with the chief's signature and the training roster.",
        due_on=timezone.localdate() + timedelta(days=60),
        review_number=row.number,
    )
    row = _approved(people, find_review(by=people[UNDERWRITER], number=row.number))
    return actions.release(by=people[UNDERWRITER], number=row.number, version=row.version)


def _bound(people: dict[str, User], client: Client, ends_on: date) -> None:
    row = _approved(people, _released(people, client, ends_on))
    actions.bind(by=people[UNDERWRITER], number=row.number, version=row.version)


def _non_renewed(people: dict[str, User], client: Client, ends_on: date) -> None:
    row = _taken_up(people, client, ends_on)
    actions.decide(
        by=people[UNDERWRITER],
        number=row.number,
        version=row.version,
        outcome="non_renew",
        rationale="The client has bound cover with a pool from the expiry on (invented).",
    )


def _learned(people: dict[str, User], client: Client, ends_on: date) -> None:
    del ends_on
    record_reason(
        by=people["advisor"],
        client_code=client.code,
        label="Lock-up in use",
        sentence="The visit found two holding cells in use for stays overnight.",
        contradicts="The application stated that nobody is held overnight.",
    )


def _taken_up(people: dict[str, User], client: Client, ends_on: date) -> Review:
    by = people[UNDERWRITER]
    row = open_review(by=by, client_code=client.code, as_of=ends_on)
    return actions.take_up(by=by, number=row.number, version=row.version)


def _approved(people: dict[str, User], row: Review) -> Review:
    """Have the senior approve whatever waits: their grant covers it."""
    for issue in Issue.objects.filter(review=row, status="open").exclude(blocking="none"):
        issues.approve(
            by=people[SENIOR],
            issue_id=issue.pk,
            version=issue.version,
            reason="Looked at the file; the terms answer for it (invented).",
        )
    return find_review(by=people[UNDERWRITER], number=row.number)


def _wider(terms: LineTerms) -> LineTerms:
    """The line at twice its limits and a tenth more premium."""
    return replace(
        terms,
        limits=tuple((basis, 2 * amount) for basis, amount in terms.limits),
        premium=terms.premium * 11 / 10 if terms.premium else None,
    )


PEOPLE = (UNDERWRITER, SENIOR, ADMINISTRATOR, "advisor")
STAGE = {
    "referred": _referred,
    "open": _open,
    "released": _released,
    "bound": _bound,
    "learned": _learned,
    "non_renewed": _non_renewed,
}
PARTS.register(Part(key="underwriting", label="Underwriting reviews", order=900, build=build))
