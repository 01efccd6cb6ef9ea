"""What pages and the API show: the effect over the book, of a part of it, and of one department.

The reference is always every client of the house, of which only sums are used. Who may
not see a department's single complaints reads no count under ten of it, nor what would give it away.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accountability.measures.intake import access_score, checklist_on
from accountability.releases import release_period
from accountability.suppression import THRESHOLD, withhold
from accountability.ways_in import answers_of
from outreach.effect.assess import Assessment, Verdict, verdict
from outreach.effect.assess import Outcome as Found
from outreach.effect.book import Grounds, assess_book, book_panel, grounds
from outreach.effect.index import Index
from outreach.effect.outcomes import OUTCOMES, Outcome
from outreach.effect.panel import month_text
from outreach.effect.words import WORDS, earliest, not_enough, told_of_group, told_of_one
from outreach.initiatives.models import Strategy
from outreach.languages import Language
from riskcore.access.models import User
from riskcore.clients import queries as clients
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput
from riskcore.periods import Period

BOOK, VIEW = "outreach.view_book_effect", "complaint.view_measures"
ROWS = "complaint.view_rows"
FEW = "Fewer than 10 were received, so the figures are kept to the department."
GUARDED = "Its figures are kept back so that another's cannot be worked out from them."
NOTHING = "Nothing of this is on record for the book."


@dataclass(frozen=True, kw_only=True)
class Department:
    """One department as its reader may see it. observed, index, own_history: None where there are
    none or where they are withheld, and then is_withheld. access: of 100, how open the ways to
    complain are; None if nobody said."""

    code: str
    name: str
    start: str
    months: int
    observed: int | None
    expected: float | None
    index: Index | None
    own_history: float | None
    verdict: Verdict
    sentence: str
    earliest: str | None
    after_bad_spell: bool
    alike_low: int | None
    alike_of: int | None
    access: float | None
    is_withheld: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """Departments judged together. observed and expected: None where withheld or not known."""

    index: Index | None
    verdict: Verdict
    sentence: str
    earliest: str | None
    observed: int | None
    expected: float | None
    own_history: float | None
    judged: int
    compared: int
    alike_low: int | None
    alike_of: int | None

    @property
    def placebo_share(self) -> float | None:
        """The share of departments without a programme that did as low."""
        return (
            self.alike_low / self.alike_of if self.alike_low is not None and self.alike_of else None
        )


@dataclass(frozen=True, kw_only=True)
class BookEffect:
    """The effect over the clients a person may see. left_out: name and reason of each whose record is
    broken; strategy, kind: what was chosen, "" for all."""

    outcome: str
    label: str
    basis: str
    period: Period
    strategy: str
    kind: str
    group: Group
    departments: tuple[Department, ...]
    left_out: tuple[tuple[str, str], ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OutcomeEffect:
    """One outcome of one department, beside the group of all that began."""

    outcome: str
    label: str
    basis: str
    department: Department | None
    why: str
    group: Group


@dataclass(frozen=True, kw_only=True)
class ClientEffect:
    """One department's effect, each outcome beside the book's."""

    client_code: str
    client_name: str
    period: Period
    sees_rows: bool
    access: float | None
    outcomes: tuple[OutcomeEffect, ...]
    assumptions: tuple[str, ...]


def book_effect(
    *,
    by: User,
    outcome: str = "complaints",
    strategy: str = "",
    kind: str = "",
    as_of: date | None = None,
) -> BookEffect:
    """The effect over the clients whose measures ``by`` may see: all that began, those that began with
    one strategy, or those of one kind. Raises PermissionDenied, InvalidInput. A fixed number of
    queries."""
    clients.check_somewhere(by=by, permission=BOOK)
    asked = _outcome(outcome)
    if strategy and strategy not in Strategy.values:
        raise InvalidInput(
            "effect.strategy",
            f"The strategy {strategy!r} was asked for; it must be one of: {', '.join(Strategy.values)}.",
        )
    seen = list(clients.visible(by=by, permission=BOOK).order_by("code"))
    chosen = {client.code: client for client in seen if not kind or client.kind == kind}
    on = _grounds(as_of)
    codes = {code: pk for pk, code in on.codes.items()}
    among = {
        code
        for code in chosen
        if not strategy
        or (
            code in codes
            and codes[code] in on.begun
            and strategy in on.begun[codes[code]].strategies
        )
    }
    book = book_panel(asked, on)
    found = assess_book(book, among=among)
    own = set(clients.visible(by=by, permission=ROWS).values_list("code", flat=True))
    is_part = bool(strategy or kind)
    return BookEffect(
        outcome=asked.key,
        label=asked.label,
        basis=asked.basis,
        period=book.period if book else on.period,
        strategy=strategy,
        kind=kind,
        group=group_of(found, asked, whole=not is_part or among <= own),
        departments=_departments(found, asked, chosen, own, access_of([one.pk for one in seen])),
        left_out=tuple(
            (chosen[one.unit].name, not_enough(one.shortfalls))
            for one in (found.left_out if found else ())
            if one.unit in chosen
        ),
        assumptions=WORDS[Language.ENGLISH].assumptions,
    )


def client_effect(*, by: User, client_code: str, as_of: date | None = None) -> ClientEffect:
    """One department's effect by every outcome. Raises NotFound and PermissionDenied. A fixed number of
    queries."""
    client = clients.find(by=by, code=client_code, permission=VIEW)
    sees_rows = clients.can(by=by, permission=ROWS, client=client)
    on = _grounds(as_of)
    access = access_of([client.pk])
    own = {client.code} if sees_rows else set()
    return ClientEffect(
        client_code=client.code,
        client_name=client.name,
        period=on.period,
        sees_rows=sees_rows,
        access=access.get(client.pk),
        outcomes=tuple(_of_client(each, on, client, own, access) for each in OUTCOMES),
        assumptions=WORDS[Language.ENGLISH].assumptions,
    )


def _of_client(
    outcome: Outcome, on: Grounds, client: Client, own: set[str], access: dict[int, float]
) -> OutcomeEffect:
    found = assess_book(book_panel(outcome, on), among=None)
    only = {client.code: client}
    mine = _departments(found, outcome, only, own, access)
    broken = [one for one in (found.left_out if found else ()) if one.unit == client.code]
    why = NOTHING if found is None else "No programme with accepted evidence is on record."
    if broken:
        why = not_enough(broken[0].shortfalls)
    return OutcomeEffect(
        outcome=outcome.key,
        label=outcome.label,
        basis=outcome.basis,
        department=mine[0] if mine else None,
        why="" if mine else why,
        group=group_of(found, outcome, whole=True),
    )


def _outcome(key: str) -> Outcome:
    if key not in OUTCOMES:
        raise InvalidInput(
            "effect.outcome",
            f"The outcome {key!r} was asked for; it must be one of: {', '.join(OUTCOMES.keys())}.",
        )
    return OUTCOMES.get(key)


def _grounds(as_of: date | None) -> Grounds:
    """All clients of the house, over the five years that are given out."""
    ids = list(Client.objects.values_list("pk", flat=True))
    today = timezone.localdate()
    return grounds(client_ids=ids, period=release_period(as_of or today, today=today))


def access_of(client_ids: Collection[int]) -> dict[int, float]:
    """By client id how open the ways to complain are, of 100; clients that did not say are left out."""
    checklist = checklist_on(timezone.localdate())
    scores = {
        client_id: access_score(answers, checklist).value
        for client_id, answers in answers_of(client_ids=client_ids).items()
    }
    return {client_id: float(value) for client_id, value in scores.items() if value is not None}


def group_of(found: Assessment | None, outcome: Outcome, *, whole: bool) -> Group:
    """What is said of a group. whole: all of a book, whose counts may be told; those of a part could be
    taken from it."""
    if found is None:
        return Group(
            index=None,
            verdict=Verdict.NOT_ENOUGH,
            sentence=NOTHING,
            earliest=None,
            observed=None,
            expected=None,
            own_history=None,
            judged=0,
            compared=0,
            alike_low=None,
            alike_of=None,
        )
    telling = whole and found.observed >= THRESHOLD
    said = told_of_group(found, counted=outcome.nouns[Language.ENGLISH])
    if found.index is not None and not telling:
        said = f"{found.judged} departments together: {found.verdict.value}."
    return Group(
        index=found.index,
        verdict=found.verdict,
        sentence=said,
        earliest=earliest(found.shortfalls),
        observed=found.observed if telling else None,
        expected=found.expected if telling else None,
        own_history=found.own_history if telling or found.index else None,
        judged=found.judged,
        compared=found.compared,
        alike_low=found.alike.as_low if found.alike else None,
        alike_of=found.alike.of if found.alike else None,
    )


def _departments(
    found: Assessment | None,
    outcome: Outcome,
    chosen: dict[str, Client],
    own: Collection[str],
    access: dict[int, float],
) -> tuple[Department, ...]:
    if found is None:
        return ()
    hidden = kept_back(found.units, own)
    return tuple(
        department(
            one,
            outcome,
            name=chosen[one.unit].name,
            compared=found.compared,
            access=access.get(chosen[one.unit].pk),
            hidden=hidden.get(one.unit, ""),
        )
        for one in found.units
        if one.unit in chosen
    )


def kept_back(units: Sequence[Found], own: Collection[str]) -> dict[str, str]:
    """Whose counts a reader must not see, with the sentence said instead: those under ten, and of those
    in the group's total as many others as keep them from being worked out of it."""
    hidden = {one.unit: FEW for one in units if one.observed < THRESHOLD}
    added = [one for one in units if one.expected is not None]
    shape = withhold([[one.observed] for one in added]) if added else None
    for at, one in enumerate(added):
        if shape is not None and shape.counts[at][0] is None:
            hidden.setdefault(one.unit, GUARDED)
    return {unit: said for unit, said in hidden.items() if unit not in own}


def department(
    one: Found, outcome: Outcome, *, name: str, compared: int, access: float | None, hidden: str
) -> Department:
    """One department as its reader may see it. hidden: what is said instead of its counts, "" for
    none."""
    said = told_of_one(one, compared=compared, name=name, counted=outcome.nouns[Language.ENGLISH])
    return Department(
        code=one.unit,
        name=name,
        start=month_text(one.start),
        months=one.months,
        observed=None if hidden else one.observed,
        expected=one.expected,
        index=None if hidden else one.index,
        own_history=None if hidden else one.own_history,
        verdict=verdict(one.index),
        sentence=hidden if hidden and one.index else said,
        earliest=earliest(one.shortfalls),
        after_bad_spell=one.after_bad_spell,
        alike_low=one.alike.as_low if one.alike and not hidden else None,
        alike_of=one.alike.of if one.alike and not hidden else None,
        access=access,
        is_withheld=bool(hidden),
    )
