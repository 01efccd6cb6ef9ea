"""The demonstration has plans in force, one waiting, and judgements to look at."""

from riskcore.access.scoping import system_user
from riskcore.rating.models import Judgement, RatingPlanVersion
from riskcore.rating.queries import rate_book
from tests.riskcore.synthetic.conftest import PLAN


def test_every_carrier_has_a_plan_a_line_and_one_waits(counts: dict[str, int]) -> None:
    rows = RatingPlanVersion.objects.all()
    assert rows.count() == counts["rating plans"]
    assert {row.status for row in rows} == {"active", "proposed"}
    carriers = rows.values("carrier").distinct().count()
    assert rows.filter(status="active").count() == 4 * carriers
    assert rows.filter(status="proposed").count() == carriers


def test_the_book_is_rated_and_what_was_judged_counts(counts: dict[str, int]) -> None:
    book = rate_book(by=system_user(), as_of=PLAN.ends_on)
    assert book.rated
    assert Judgement.objects.count() == counts["rating judgements"]
    first = next(row for row in book.rated if row.client.code == "quillhaven")
    assert first.priced is not None
    assert first.priced.schedule.uncapped < 0
    assert first.priced.credit > 0
