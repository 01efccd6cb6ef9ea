"""Surveys: 0-100 scale results with their frame, kept apart by who was asked."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, ClassVar, Final, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import can, find
from riskcore.facts import Fact, FactQuerySet
from riskcore.periods import Period, trailing

TOO_FEW: Final = "too few answers"
NORMAL_95: Final = 1.96
SHOWN_YEARS: Final = 5
FEWEST_TOLD: Final = 10


class Frame(models.TextChoices):
    ATTENDEES = "attendees", "people who attended"
    CALLERS = "callers", "people who called"
    RESIDENTS = "residents", "residents"


class SurveyQuerySet(FactQuerySet["Survey"]):
    view_permission = "outreach.view"

    def current(self, known_at: datetime | None = None) -> Self:
        """Of each day and group asked the row that held at ``known_at`` (now when None)."""
        later = Survey.objects.known_at(known_at).filter(
            client=OuterRef("client"),
            fielded_on=OuterRef("fielded_on"),
            frame=OuterRef("frame"),
            pk__gt=OuterRef("pk"),
        )
        return self.known_at(known_at).filter(~Exists(later.order_by()))


class Survey(Fact):
    """One wave of one survey: how many answered, and the mean of the trust scale from 0 to 100.

    A later row of the same day and group asked supersedes an earlier one."""

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="surveys")
    fielded_on = models.DateField()
    frame = models.CharField(max_length=12, choices=Frame.choices)
    answers = models.PositiveIntegerField()
    mean_score = models.DecimalField(max_digits=5, decimal_places=2)
    standard_deviation = models.DecimalField(max_digits=5, decimal_places=2)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["client_id", "-fielded_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(mean_score__gte=0, mean_score__lte=100), name="survey_mean_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_frame_display()} {self.fielded_on}"


FEWEST_ANSWERS: Final = {Frame.ATTENDEES: 30, Frame.CALLERS: 100, Frame.RESIDENTS: 100}


def waves_by_frame(
    *,
    client_ids: Collection[int],
    period: Period,
    known_at: datetime | None = None,
    exact: bool = False,
) -> dict[int, list[dict[str, Any]]]:
    """Per client and frame the waves of the period, latest first; mean and 95% interval where there
    are at least 30 answers of attendees, or 100 of callers or residents. Fewer than ten answers are not
    told (None), unless ``exact``: who fielded the survey knows them. One query."""
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for survey in (
        Survey.objects.current(known_at)
        .filter(client__in=client_ids, fielded_on__gte=period.start, fielded_on__lt=period.end)
        .order_by("client_id", "-fielded_on", "-id")
    ):
        found[survey.client_id][survey.frame].append(_wave(survey, exact=exact))
    return {
        client_id: [
            {
                "frame": frame.value,
                "label": str(frame.label),
                "fewest_answers": FEWEST_ANSWERS[frame],
                "waves": found[client_id].get(frame.value, []),
            }
            for frame in Frame
        ]
        for client_id in client_ids
    }


def survey_results(*, by: Person, client_code: str, as_of: date) -> list[dict[str, Any]]:
    """One client's waves of the last five years, by frame. Raises as ``clients.find`` does."""
    client = find(by=by, code=client_code, permission="outreach.view")
    period = trailing(as_of, months_back=12 * SHOWN_YEARS)
    exact = can(by=by, permission="outreach.submit", client=client)
    return waves_by_frame(client_ids=[client.pk], period=period, exact=exact)[client.pk]


def _wave(survey: Survey, *, exact: bool) -> dict[str, Any]:
    told = exact or survey.answers >= FEWEST_TOLD
    wave = {"fielded_on": survey.fielded_on, "answers": survey.answers if told else None}
    if survey.answers < FEWEST_ANSWERS[Frame(survey.frame)]:
        return wave | {"mean": None, "low": None, "high": None, "why": TOO_FEW}
    half = NORMAL_95 * float(survey.standard_deviation) / survey.answers**0.5
    mean = float(survey.mean_score)
    return wave | {
        "mean": round(mean, 1),
        "low": round(max(0.0, mean - half), 1),
        "high": round(min(100.0, mean + half), 1),
        "why": "",
    }
