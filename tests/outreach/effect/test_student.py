"""Our quantiles of Student's t are scipy's, which is no part of what runs."""

import pytest
from scipy import special, stats

from outreach.effect.student import beta_share, t_quantile
from riskcore.errors import InvalidInput


@pytest.mark.parametrize("freedom", [1, 2, 3, 9, 19, 39, 200, 5000])
def test_the_quantile_is_scipys(freedom: int) -> None:
    for share in (0.5001, 0.6, 0.9, 0.975, 0.995, 0.9999):
        expected = stats.t.ppf(share, freedom)
        assert t_quantile(share, freedom) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_the_incomplete_beta_is_scipys_from_end_to_end() -> None:
    for a, b in ((0.5, 0.5), (2, 3), (19.5, 0.5), (300, 400)):
        for x in (0.0, 1e-9, 0.2, 0.43, 0.9, 1.0):
            assert beta_share(a, b, x) == pytest.approx(special.betainc(a, b, x), rel=1e-9)


@pytest.mark.parametrize(("share", "freedom"), [(0.4, 5), (1.0, 5), (0.975, 0)])
def test_what_has_no_quantile_is_refused(share: float, freedom: int) -> None:
    with pytest.raises(InvalidInput, match="Student"):
        t_quantile(share, freedom)
