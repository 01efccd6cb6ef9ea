"""Exposures of the book, by month, for every base a client has."""

import numpy as np
import pytest

from riskcore.exposures import Exposure, ExposureBase
from riskcore.synthetic.assumptions import assumed
from riskcore.synthetic.exposures import monthly, present
from tests.riskcore.synthetic.conftest import PLAN


def test_each_base_runs_by_month_to_the_last_month_with_few_gaps(counts: dict[str, int]) -> None:
    of_demo = Exposure.objects.filter(client__code="quillhaven")
    for base in (ExposureBase.OFFICERS, ExposureBase.POPULATION, ExposureBase.CALLS):
        months = list(of_demo.filter(base=base).values_list("month", flat=True))
        assert 12 * PLAN.years - assumed("gap.most") <= len(months) <= 12 * PLAN.years
        assert len(set(months)) == len(months)
    assert Exposure.objects.count() == counts["exposures"] + counts["monthly figures"]
    assert Exposure.objects.filter(month__gt=PLAN.ends_on).count() == 0
    assert Exposure.objects.filter(recorded_at__date__gt=PLAN.ends_on).count() == 0


def test_schools_have_students_and_no_officers(counts: dict[str, int]) -> None:
    bases = Exposure.objects.filter(client__kind="school_district").values_list("base", flat=True)
    assert set(bases.distinct().order_by()) == {ExposureBase.STUDENTS, ExposureBase.STAFF}


def test_a_series_ends_near_its_level() -> None:
    series = monthly(100, 120, base=ExposureBase.CALLS, generator=np.random.default_rng(1)) / 100
    assert np.mean(series[-12:]) == pytest.approx(100, rel=0.1)
    assert np.all(series == series.round())


def test_some_series_have_one_short_gap_and_most_have_none() -> None:
    generator = np.random.default_rng(1)
    missing = np.array([120 - present(120, generator).sum() for _ in range(5_000)])
    assert missing.max() <= assumed("gap.most")
    assert np.mean(missing > 0) == pytest.approx(assumed("gap.share"), abs=0.02)
