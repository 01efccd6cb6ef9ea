"""Options after a contradiction are drafts: the mildest first, none that needs a policy without one."""

from datetime import date

from riskcore.underwriting.options import drafts


def test_with_a_policy_running_all_are_drafted_with_both_statements() -> None:
    found = drafts(said="No jail", learned="A jail.", expires_on=date(2026, 10, 1))
    assert [option.key for option in found] == [
        "accept",
        "monitor",
        "charge",
        "endorse",
        "non_renew",
        "rescind",
    ]
    for option in found:
        assert option.draft.startswith("It was stated: No jail. It was learned: A jail. ")
        assert option.needs
    assert "1\u00a0Oct\u00a02026" in found[2].draft


def test_without_a_policy_there_is_nothing_to_charge_endorse_or_not_renew() -> None:
    found = drafts(said="a", learned="b", expires_on=None)
    assert [option.key for option in found] == ["accept", "monitor", "rescind"]
