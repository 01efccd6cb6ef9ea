"""Outreach reaches a premium by letter, where the plan names it, within its cap, and in no other way."""

import ast
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from outreach.credit.offer import KEY, offer
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.actions import keep_worksheet
from riskcore.rating.default_plans import first_plan, second_plan
from riskcore.rating.plan import CreditLimit, RatingPlan
from riskcore.rating.pricing import CreditTaken, credit_lines
from riskcore.rating.queries import worksheet
from tests.architecture.source import ROOT
from tests.factories import credit as factory
from tests.factories import rated_book
from tests.factories.outreach import accepted
from tests.factories.rated_book import AS_OF
from tests.factories.rating import active

FROM = rated_book.AS_OF
SHARES = st.decimals(0, "0.05", places=3)


def plan_with(most: Decimal | None, together: Decimal) -> RatingPlan:
    first = first_plan(line="LEL", carrier="carrier-a", effective_on=FROM)
    named = () if most is None else (CreditLimit(key=KEY, label="Outreach", most=most),)
    return replace(first, credits=(*first.credits, *named), credits_most=together)


@given(
    share=SHARES,
    most=st.none() | SHARES,
    together=SHARES,
    evidence=st.sampled_from([(), (" ",), ("Letter",)]),
)
def test_it_counts_only_where_named_within_its_cap_and_with_evidence(
    share: Decimal, most: Decimal | None, together: Decimal, evidence: tuple[str, ...]
) -> None:
    taken = CreditTaken(key=KEY, share=share, reason="By letter.", evidence=evidence)
    [line], off = credit_lines(plan_with(most, together), (taken,))
    proven = evidence == ("Letter",)
    assert line.allowed == (min(share, most) if most is not None and proven else 0)
    assert off == min(line.allowed, together)


@pytest.mark.django_db
def test_the_letter_in_force_on_the_day_is_offered_on_one_line(alder: Client, ana: User) -> None:
    today = timezone.localdate()
    row = factory.letter(alder, ana)
    asked = ([alder.pk], "LEL", today)
    [taken] = offer(*asked, None).values()
    assert (taken.share, taken.key) == (Decimal("0.008"), KEY)
    assert row.pk[:12] in taken.evidence[0]
    assert "0.8\u00a0%" in taken.reason
    assert offer([alder.pk], "EPL", today, None) == {}
    assert offer([alder.pk], "LEL", today - timedelta(days=1), None) == {}
    assert offer([alder.pk], "LEL", row.last_day + timedelta(days=1), None) == {}
    assert offer(*asked, timezone.now() - timedelta(days=1)) == {}
    factory.letter(alder, ana, percent="0.0")
    assert offer(*asked, None) == {}


@pytest.mark.django_db
def test_a_plan_that_does_not_name_it_takes_nothing(
    alder: Client, uma: User, dee: User, ana: User
) -> None:
    active(by=uma, second=dee)
    rated_book.book(alder)
    before = worksheet(by=uma, client_code=alder.code, as_of=AS_OF)
    factory.letter(alder, ana, percent="2.4", as_of=AS_OF)
    after = worksheet(by=uma, client_code=alder.code, as_of=AS_OF)
    assert before.worked is not None
    assert after.worked is not None
    assert after.worked.priced == before.worked.priced


@pytest.mark.django_db
def test_without_a_letter_no_outreach_moves_a_worksheet(
    alder: Client, uma: User, dee: User, lee: User, ana: User
) -> None:
    plan = second_plan(line="LEL", carrier=alder.carrier.code, effective_on=FROM)
    active(by=uma, second=dee, plan=plan)
    rated_book.book(alder)
    kept = keep_worksheet(by=uma, client_code=alder.code, as_of=AS_OF)
    for number in range(6):
        accepted(lee, ana, alder, reference=f"R-{number}", activity=f"Kind {number}")
    again = keep_worksheet(by=uma, client_code=alder.code, as_of=AS_OF)
    assert (again.pk, again.body) == (kept.pk, kept.body)
    factory.letter(alder, ana, percent="2.4", as_of=AS_OF)
    with_letter = keep_worksheet(by=uma, client_code=alder.code, as_of=AS_OF)
    assert with_letter.premium < kept.premium
    assert "Credit letter" in with_letter.body


def test_nothing_else_of_outreach_knows_how_premiums_are_made() -> None:
    """The offer is the one module that names the credits of a plan."""
    naming = {
        str(path.relative_to(ROOT))
        for package in ("outreach", "accountability")
        for path in (ROOT / package).rglob("*.py")
        if names(path, ("riskcore.rating.credits", "riskcore.rating.pricing"))
    }
    assert naming == {"outreach/credit/offer.py"}


def names(path: Path, modules: tuple[str, ...]) -> bool:
    found = {
        node.module
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    return bool(found & set(modules))
