"""The steps about losses: what shrinks, what grows, and who is believed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.rating.loss_steps import loss_steps
from riskcore.rating.queries import Sheet, worksheet
from riskcore.rating.worksheet import work_out
from riskcore.rating.worksheet_step import Step
from tests.factories.rated_book import AS_OF
from tests.factories.rating import a_plan


@pytest.fixture
def sheet(book: list[Client], uma: User) -> Sheet:
    return worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)


@pytest.fixture
def told(sheet: Sheet) -> dict[str, Step]:
    return {step.key: step for step in sheet.steps}


def test_losses_only_shrink_by_the_cap_and_grow_by_trend_and_development(
    told: dict[str, Step],
) -> None:
    amounts = [told[key].amount or Decimal(0) for key in ("cap", "losses")]
    assert amounts == sorted(amounts)
    rising = [told[key].amount or Decimal(0) for key in ("cap", "trend", "develop")]
    assert rising == sorted(rising)


def test_without_belief_in_own_experience_the_reason_is_told(sheet: Sheet) -> None:
    assert sheet.inputs is not None
    nobody = replace(sheet.inputs.book, k=None, because="The book has one client.")
    inputs = replace(sheet.inputs, book=nobody)
    *_, last = loss_steps(a_plan(), inputs, work_out(a_plan(), inputs))
    assert last.sentence == "Own experience counts for nothing. The book has one client."
