"""Each side assesses for itself; a submitter or investigator reads none."""

from riskcore.access.models import Role
from riskcore.access.rules import RULES


def test_nobody_conducts_both_sides() -> None:
    ours, theirs = (RULES.get(f"assessment.conduct_{side}").roles for side in ("advisor", "self"))
    assert not ours & theirs
    assert (ours | theirs) <= RULES.get("assessment.view").roles
    assert Role.SUBMITTER not in RULES.get("assessment.view").roles
