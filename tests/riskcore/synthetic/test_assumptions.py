"""Every assumption has a unit, a source and a line in the reference."""

from pathlib import Path

import pytest

from riskcore.losses.models import Claim
from riskcore.synthetic.assumptions import ASSUMPTIONS, CAUSES, KINDS, STAFFING, assumed

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "synthetic-book.md"


@pytest.mark.parametrize("key", list(ASSUMPTIONS))
def test_an_assumption_is_explained_and_documented(key: str) -> None:
    line = ASSUMPTIONS[key]
    assert line.unit
    assert line.source.endswith(".")
    assert f"| `{key}` | {line.value:,g} | {line.unit} | {line.source} |" in PAGE.read_text()


def test_severity_is_calibrated_to_its_published_pair() -> None:
    mu, sigma = assumed("severity.mu"), assumed("severity.sigma")
    assert 2.718281828**mu == pytest.approx(17_500, rel=0.001)
    assert 2.718281828 ** (mu + sigma**2 / 2) == pytest.approx(80_000, rel=0.002)


def test_shares_add_up() -> None:
    assert sum(share for _, share in KINDS) == pytest.approx(1)
    assert sum(share for *_, share in STAFFING) == pytest.approx(1, abs=0.01)
    for mix in CAUSES.values():
        assert sum(weight for _, weight in mix) == pytest.approx(1)


def test_every_line_has_causes_and_a_frequency() -> None:
    lines = {value for value, _ in Claim._meta.get_field("line").choices or ()}
    assert set(CAUSES) == lines
    assert all(f"frequency.{line}" in ASSUMPTIONS for line in lines)
