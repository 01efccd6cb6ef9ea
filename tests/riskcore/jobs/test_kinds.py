"""The contract of a kind."""

import pytest

from riskcore.jobs.kinds import Cancelled, LeaseLost


@pytest.mark.parametrize("stop", [Cancelled, LeaseLost])
def test_a_kind_that_survives_any_error_does_not_survive_being_stopped(
    stop: type[BaseException],
) -> None:
    assert not issubclass(stop, Exception)
