"""The steps and notice days as data: complete, ordered, each with its source."""

from riskcore.renewals.plan import EVERYWHERE, NOTICES, STEPS, notice_of


def test_every_step_has_its_own_key_a_label_an_owner_and_a_source() -> None:
    assert len({step.key for step in STEPS}) == len(STEPS)
    for step in STEPS:
        assert step.label
        assert step.source
        assert step.owner in {"insurer", "client"}


def test_the_timeline_runs_from_120_days_before_to_90_after() -> None:
    days = [step.days_before for step in STEPS if not step.business]
    assert (days[0], days[-1]) == (120, -90)
    assert days == sorted(days, reverse=True)
    assert [step.days_before for step in STEPS if step.opens_submission] == [120]


def test_a_state_without_a_rule_of_its_own_has_the_one_for_everywhere() -> None:
    assert notice_of("TX") is EVERYWHERE
    assert set(NOTICES) == {"AR", "KS", "ME", "NE", "NV", "NM", "OR", "SD"}
    assert all(rule.special and rule.declared for rule in NOTICES.values())
