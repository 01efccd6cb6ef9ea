"""Survey waves: what may be recorded, and who sees them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from outreach.surveys import Frame, Survey
from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.outreach import SurveyFactory


@pytest.mark.parametrize("score", ["0.00", "64.25", "100.00"])
def test_a_mean_lies_on_the_scale(alder: Client, score: str) -> None:
    SurveyFactory(client=alder, mean_score=Decimal(score))
    assert Survey.objects.get().mean_score == Decimal(score)


@pytest.mark.parametrize(
    "wrong",
    [{"mean_score": Decimal("-0.01")}, {"mean_score": Decimal("100.01")}, {"answers": -1}],
)
def test_what_no_survey_can_say_is_refused(alder: Client, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyFactory(client=alder, **wrong)


@pytest.mark.parametrize("frame", Frame)
def test_a_wave_names_who_was_asked_and_when(alder: Client, frame: Frame) -> None:
    assert str(SurveyFactory(client=alder, frame=frame)) == f"{frame.label} 2026-06-10"


def test_the_latest_wave_of_a_client_comes_first(alder: Client) -> None:
    older = SurveyFactory(client=alder, fielded_on=date(2025, 6, 1))
    newer = SurveyFactory(client=alder, fielded_on=date(2026, 6, 1))
    assert list(Survey.objects.all()) == [newer, older]


def test_everybody_behind_the_client_sees_its_surveys_and_nobody_else(
    alder: Client, ana: User, lee: User, cal: User
) -> None:
    row = SurveyFactory(client=alder)
    for person in (ana, lee):
        assert list(Survey.objects.visible_to(person)) == [row]
    assert not Survey.objects.visible_to(cal).exists()
