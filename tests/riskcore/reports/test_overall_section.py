"""How the rating is explained."""

from dataclasses import replace

from riskcore.reports.overall_section import gather
from tests.riskcore.reports.test_overall import a_context


def test_each_sub_rating_stands_with_its_bounds_and_its_rows():
    content = gather(a_context())
    assert content.finding == "Overall: good; set by practice."
    told = {part.rated.key: part for part in content.parts}
    assert told["practice"].bounds == (
        "poor: under 1.50; weak: from 1.50; adequate: from 2.25; good: from 3"
    )
    assert told["follow_up"].rows == "4 rows of recommendations"
    assert all(part.question.endswith("?") for part in content.parts)


def test_a_client_that_cannot_be_rated_reads_why():
    content = gather(a_context(tasks=None))
    assert content.finding == (
        "Overall, this client cannot be rated, because no advisor has completed an assessment."
    )


def test_a_movement_stands_in_the_finding():
    moved = gather(replace(a_context(strategies=0), last_levels={"overall": 3}))
    assert moved.finding == (
        "Overall: adequate, worse than in the last report (good); "
        "set by practice, one level lower for evidence."
    )
