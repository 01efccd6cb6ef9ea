"""Survey results by who was asked."""

from datetime import date
from typing import Any

import pytest

from outreach.surveys import survey_results, waves_by_frame
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound
from riskcore.periods import trailing
from tests.factories.outreach import SurveyFactory

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 9, 30)


def test_frames_are_kept_apart_and_small_ones_say_why(
    alder: Client, lee: User, django_assert_max_num_queries: Any
) -> None:
    SurveyFactory(client=alder)
    SurveyFactory(client=alder, frame="attendees", answers=29)
    with django_assert_max_num_queries(4):
        frames = {
            row["frame"]: row for row in survey_results(by=lee, client_code=alder.code, as_of=AS_OF)
        }
    assert frames["residents"]["waves"][0]["mean"] == 64.0
    assert frames["attendees"]["waves"][0]["why"] == "too few answers"
    assert frames["callers"]["waves"] == []


def test_fewer_than_ten_answers_are_told_to_the_department_alone(
    alder: Client, lee: User, uma: User
) -> None:
    SurveyFactory(client=alder, answers=9)
    SurveyFactory(client=alder, answers=10, fielded_on=date(2026, 1, 5))

    def answers(by: User) -> list[Any]:
        frames = survey_results(by=by, client_code=alder.code, as_of=AS_OF)
        return sorted((wave["answers"] for frame in frames for wave in frame["waves"]), key=str)

    assert answers(lee) == [10, 9]
    assert answers(uma) == [10, None]
    exhibit = waves_by_frame(client_ids=[alder.pk], period=trailing(AS_OF, months_back=60))
    told = [wave["answers"] for frame in exhibit[alder.pk] for wave in frame["waves"]]
    assert sorted(told, key=str) == [10, None]


def test_another_carriers_client_is_not_found(alder: Client, cal: User) -> None:
    with pytest.raises(NotFound):
        survey_results(by=cal, client_code=alder.code, as_of=AS_OF)
