"""One triangle by each method: they agree where they must, and say what they lean on."""

import numpy as np
import pytest

from riskcore.errors import InvalidInput
from riskcore.rating.development import SigmaRule
from riskcore.rating.estimates import Method, estimate, expectations
from riskcore.rating.files import Premium
from riskcore.rating.triangles import triangle
from tests.riskcore.rating.vectors import RAA, cells_of

READ = triangle(cells_of(RAA))
PREMIUMS = [Premium(origin, 25_000.0, None, None) for origin in READ.origins]


def test_mack_is_the_chain_ladder_with_errors() -> None:
    plain, mack = estimate(READ, Method.CHAIN_LADDER), estimate(READ, Method.MACK)
    assert plain.error is None
    assert mack.error is not None
    assert round(mack.error.total, 2) == RAA["standard_error_total_mack"]
    assert np.array_equal(plain.ultimates, mack.ultimates)
    line = estimate(READ, Method.MACK, sigma=SigmaRule.LOG_LINEAR)
    assert line.error is not None
    assert round(line.error.total, 2) == RAA["standard_error_total_log_linear"]


def test_bornhuetter_ferguson_at_cape_cods_ratio_is_cape_cod() -> None:
    cod = estimate(READ, Method.CAPE_COD, premiums=PREMIUMS)
    bf = estimate(READ, Method.BF, premiums=PREMIUMS, loss_ratio=cod.loss_ratio)
    assert bf.ultimates == pytest.approx(cod.ultimates)
    assert cod.expected == pytest.approx(bf.expected)


def test_each_leaning_method_lies_where_it_should() -> None:
    ladder = estimate(READ, Method.CHAIN_LADDER).ultimates
    by = {
        method: estimate(READ, method, premiums=PREMIUMS, loss_ratio=0.8).ultimates
        for method in (Method.EXPECTED, Method.BF, Method.BENKTANDER)
    }
    assert by[Method.EXPECTED].tolist() == [20_000] * 10
    assert (abs(by[Method.BENKTANDER] - ladder) <= abs(by[Method.BF] - ladder) + 1e-9).all()


def test_without_a_ratio_the_premium_is_what_is_expected_and_this_is_said() -> None:
    found = estimate(READ, Method.BF, premiums=PREMIUMS)
    assert found.expected is not None
    assert set(found.expected.tolist()) == {25_000}
    assert any("taken as the losses expected" in told for told in found.warnings)


def test_what_an_origin_states_itself_comes_first() -> None:
    rows = [
        Premium("1", 100, None, 55.0),
        Premium("2", 100, 0.6, None),
        Premium("3", 100, None, None),
    ]
    expected, warnings = expectations(rows, 0.7)
    assert expected.tolist() == pytest.approx([55, 60, 70])
    assert warnings == ()


@pytest.mark.parametrize("method", [Method.BF, Method.BENKTANDER, Method.CAPE_COD, Method.EXPECTED])
def test_a_method_that_leans_on_premium_asks_for_it(method: Method) -> None:
    with pytest.raises(InvalidInput) as refused:
        estimate(READ, method)
    assert refused.value.code == "actuary.premium_needed"


@pytest.mark.parametrize("ratio", [0, -1, float("nan"), float("inf")])
def test_a_ratio_that_makes_no_sense_is_refused(ratio: float) -> None:
    with pytest.raises(InvalidInput):
        estimate(READ, Method.BF, premiums=PREMIUMS, loss_ratio=ratio)
