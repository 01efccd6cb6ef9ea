"""No complaint and no early-warning figure can reach the premium, by any import and by any row.

Two proofs: what computes the premium imports nothing that knows them, directly or through a neighbour;
and whatever such rows are added or changed, the worksheet keeps its bytes.
"""

import ast
from datetime import date
from pathlib import Path

import pytest

from accountability.complaints.actions import NewAllegation, record_complaint
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.factors.reading import Reading
from riskcore.factors.registry import FACTORS, Scope, Use, Window
from riskcore.rating.actions import keep_worksheet
from riskcore.rating.credits import CREDITS
from riskcore.rating.models import JudgementKind
from tests.architecture.source import ROOT
from tests.factories import rated_book
from tests.factories.rating import active

KNOW_WATCHES = (
    "accountability",
    "outreach",
    "riskcore.factors",
    "riskcore.profiles",
    "riskcore.recommendations",
    "riskcore.underwriting",
    "riskcore.desk",
)
# What they import of exposures and losses carries the registry's types, as measures of their own, and
# never a measure of others: these modules are read no further.
ENDS = {"riskcore.exposures"}


def imports(path: Path) -> set[str]:
    """Every module a file imports, at its top or anywhere inside it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def file_of(module: str) -> Path | None:
    base = ROOT.joinpath(*module.split("."))
    return next(
        (each for each in (base.with_suffix(".py"), base / "__init__.py") if each.is_file()), None
    )


def reached(start: str) -> set[str]:
    """Every module of ours that a module leads to, through any number of neighbours."""
    seen, waiting = set(), [start]
    while waiting:
        module = waiting.pop()
        path = file_of(module)
        if module in seen or path is None or not module.startswith("riskcore"):
            if module.startswith(("accountability", "outreach")):
                seen.add(module)
            continue
        seen.add(module)
        if module not in ENDS:
            waiting += imports(path)
    return seen


MODULES = sorted(
    f"riskcore.rating.{path.stem}"
    for path in (ROOT / "riskcore" / "rating").glob("*.py")
    if path.stem != "__init__"
)


@pytest.mark.parametrize("module", MODULES)
def test_nothing_that_rates_leads_to_what_watches(module: str) -> None:
    led = {name for name in reached(module) if name.startswith(KNOW_WATCHES)}
    assert not led, f"{module} leads to {sorted(led)}; a premium knows no watch indicator."


def test_what_is_entered_is_a_closed_list_and_carries_a_reason() -> None:
    assert set(JudgementKind.values) == {"schedule", "credit", "class", "option"}


def test_no_credit_is_offered_by_what_watches() -> None:
    for credit in CREDITS:
        assert not credit.offer.__module__.startswith(("accountability", "riskcore.factors"))


@pytest.mark.django_db
def test_perturbing_every_watch_factor_and_complaint_leaves_the_same_bytes(
    alder: Client, uma: User, dee: User, lee: User
) -> None:
    active(by=uma, second=dee)
    rated_book.book(alder)
    before = keep_worksheet(by=uma, client_code=alder.code, as_of=rated_book.AS_OF)
    for number in range(12):
        record_complaint(
            by=lee,
            client_code=alder.code,
            number=f"X-{number}",
            received_on=date(2026, 8, 1),
            allegations=[NewAllegation(words="excessive force", officer="17")],
        )
    watched = {factor: factor.measure for factor in FACTORS if factor.use is Use.WATCH}
    assert watched

    def asked_for(scope: Scope, window: Window) -> dict[int, Reading]:
        raise AssertionError("A premium asked for a watch factor.")

    try:
        for factor in watched:
            object.__setattr__(factor, "measure", asked_for)
        after = keep_worksheet(by=uma, client_code=alder.code, as_of=rated_book.AS_OF)
    finally:
        for factor, measure in watched.items():
            object.__setattr__(factor, "measure", measure)
    assert after.pk == before.pk
    assert after.body == before.body
