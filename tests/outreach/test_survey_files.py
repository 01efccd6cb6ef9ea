"""Survey results from files: what comes in, what supersedes, what no survey can say."""

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from outreach.survey_files import deviation_of
from outreach.surveys import Survey, survey_results
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.imports import actions as imports
from riskcore.imports.kinds import FILE_KINDS, Target
from riskcore.imports.models import ImportBatch
from tests.outreach.calls.test_file_kinds import bring_in, table

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"
WAVE: dict[str, Any] = {
    "fielded_on": date(2026, 6, 10),
    "frame": "residents",
    "answers": 400,
    "mean_score": 64.0,
    "standard_deviation": 25.0,
}


def test_a_margin_gives_back_the_deviation_it_was_made_from() -> None:
    # Outreach notes, 2.1: 96 answers at a standard deviation of 25 give five points either way.
    assert round(deviation_of(5.0, 96)) == 25


@pytest.mark.django_db
def test_a_later_file_supersedes_and_the_same_changes_nothing(lee: User, alder: Client) -> None:
    assert bring_in("surveys", lee, alder, WAVE).created == 1
    assert bring_in("surveys", lee, alder, WAVE).unchanged == 1
    then = timezone.now()
    moved = bring_in("surveys", lee, alder, WAVE | {"mean_score": 65.5})
    assert moved.differences == (
        {"key": "2026-06-10 residents", "field": "mean_score", "before": "64.00", "after": "65.50"},
    )
    assert Survey.objects.current().get().mean_score == Decimal("65.50")
    assert Survey.objects.current(then).get().mean_score == Decimal("64.00")
    frames = survey_results(by=lee, client_code=alder.code, as_of=date(2026, 9, 30))
    [wave] = next(frame for frame in frames if frame["frame"] == "residents")["waves"]
    assert wave["mean"] == 65.5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"answers": 0}, "no_answers"),
        ({"mean_score": 100.1}, "off_the_scale"),
        ({"standard_deviation": None}, "no_spread"),
        ({"standard_deviation": 50.2}, "impossible_spread"),
        ({"answers": 1, "standard_deviation": 3.0}, "impossible_spread"),
        ({"standard_deviation": None, "margin": 100.0}, "impossible_spread"),
    ],
)
def test_what_no_survey_can_say_is_refused(
    lee: User, alder: Client, wrong: dict[str, Any], rule: str
) -> None:
    target = Target(by=lee, client=alder, valued_on=None)
    [problem] = FILE_KINDS.get("surveys").check(table("surveys", WAVE | wrong), target)
    assert (problem.row, problem.rule) == (2, rule)


@pytest.mark.django_db
def test_a_wave_said_twice_is_refused_and_a_short_scale_is_pointed_out(
    lee: User, alder: Client
) -> None:
    kind, target = FILE_KINDS.get("surveys"), Target(by=lee, client=alder, valued_on=None)
    [problem] = kind.check(table("surveys", WAVE, WAVE | {"answers": 90}), target)
    assert (problem.row, problem.rule) == (3, "repeated")
    short = {"mean_score": 4.1, "standard_deviation": None, "margin": 0.1}
    derived, scale = kind.compare(table("surveys", WAVE | short), target).notes
    assert derived.startswith("1 wave(s) give a margin")
    assert scale.startswith("1 wave(s) have a mean of 10 or less")


@pytest.mark.django_db
def test_the_example_goes_all_the_way_and_comes_back(lee: User, rita: User, alder: Client) -> None:
    told = io.StringIO()
    call_command(
        "import_file",
        "surveys",
        EXAMPLES / "survey-results.csv",
        client=alder.code,
        mapping=str(EXAMPLES / "mappings" / "survey-results.toml"),
        username=lee.username,
        json=True,
        stdout=told,
    )
    outcome = json.loads(told.getvalue())
    assert (outcome["status"], outcome["created"], outcome["rejected"]) == ("committed", 5, 0)
    assert int(outcome["totals"]["answers"]) == 1_005
    residents = survey_results(by=lee, client_code=alder.code, as_of=date(2026, 9, 30))[2]
    assert [(wave["low"], wave["high"]) for wave in residents["waves"]] == [
        (60.5, 65.9),
        (58.8, 64.0),
    ]
    imports.take_back(by=rita, batch_id=ImportBatch.objects.get().pk, reason="The wrong town.")
    assert not Survey.objects.current().exists()
