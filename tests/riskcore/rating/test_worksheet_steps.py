"""Every step says its name, input, factor, amount and a sentence, and the amounts run on."""

from dataclasses import replace
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.queries import worksheet
from riskcore.rating.what_if import Supposed
from riskcore.rating.worksheet import work_out
from riskcore.rating.worksheet_step import Step
from riskcore.rating.worksheet_steps import steps
from tests.factories.rated_book import AS_OF
from tests.factories.rating import a_plan, saved_judgement

KEYS = [
    "class.officers", "manual", "losses", "cap", "trend", "develop", "pure_premium", "credibility",
    "territory", "experience", "schedule", "credits", "limit", "retention", "claims_made",
    "expense_constant", "minimum", "indicated",
]  # fmt: skip


@pytest.fixture
def told(book: list[Client], uma: User) -> dict[str, Step]:
    saved_judgement(book[0], uma)
    saved_judgement(book[0], uma, kind="credit", key="accreditation", value="0.0500")
    sheet = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)
    return {step.key: step for step in sheet.steps}


def test_every_step_is_there_and_speaks(told: dict[str, Step]) -> None:
    assert list(told) == KEYS
    for step in told.values():
        assert step.name
        assert step.sentence.endswith(".")
        assert step.plan


def test_the_running_amount_is_the_one_before_times_the_factor(told: dict[str, Step]) -> None:
    before = told["manual"].amount or Decimal(0)
    for key in (
        "territory",
        "experience",
        "schedule",
        "credits",
        "limit",
        "retention",
        "claims_made",
    ):
        step = told[key]
        assert step.amount == pytest.approx(
            before * Decimal(step.factor.removeprefix("× ")), abs=Decimal("0.02")
        )
        before = step.amount or Decimal(0)


def test_sources_lead_to_rows(told: dict[str, Step]) -> None:
    assert [source.kind for source in told["class.officers"].sources] == ["exposure"]
    assert [source.key for source in told["cap"].sources] == ["C-2", "C-3", "C-4"]
    assert "Training record 2025" in told["schedule"].sources[0].words
    assert told["indicated"].sources[0].key == "P-alder-falls"


def test_the_schedule_says_who_holds_it(told: dict[str, Step]) -> None:
    assert "because two in-service courses a year." in told["schedule"].sentence


@pytest.mark.parametrize(
    ("year", "words"), [(None, "occurrence cover"), (2, "year 2"), (99, "mature")]
)
def test_the_claims_made_step_says_which_year(
    year: int | None, words: str, book: list[Client], uma: User
) -> None:
    sheet = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF, supposed=Supposed())
    assert sheet.inputs is not None
    inputs = replace(sheet.inputs, terms=replace(sheet.inputs.terms, claims_made_year=year))
    found = steps(a_plan(), inputs, work_out(a_plan(), inputs))
    assert [step.given for step in found if step.key == "claims_made"] == [words]


def test_without_an_expiring_premium_the_change_is_not_computed(
    book: list[Client], uma: User
) -> None:
    sheet = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)
    assert sheet.inputs is not None
    inputs = replace(sheet.inputs, terms=replace(sheet.inputs.terms, expiring=None))
    *_, last = steps(a_plan(), inputs, work_out(a_plan(), inputs))
    assert "cannot be computed" in last.sentence
