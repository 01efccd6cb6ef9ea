import re
from decimal import Decimal

import pytest

from outreach.credit.explain import explain
from outreach.credit.plan import plan_named
from outreach.credit.result import Known, circumstances, work_out
from outreach.credit.wording import headline, how_long, item_formula, sum_in_words, why_item
from tests.outreach.credit.examples import DAY, named
from tests.outreach.credit.test_result import WAYS, known

PLAN = plan_named("credit-2026.1")
BALANCED = named("balanced, 8")


def test_a_credit_is_told_with_its_sum() -> None:
    found = work_out(known(BALANCED), plan=PLAN, as_of=DAY)
    assert headline(found).replace("\xa0", " ") == (
        "The outreach credit is 0.8 % of the law-enforcement liability premium."
    )
    assert "1 × (1.00 × 45.0 + 5.0) = 50.0 points" in sum_in_words(found)
    assert "(50.0 − 30) / 70" in sum_in_words(found)
    assert "A year before" not in sum_in_words(found)
    assert how_long(found).replace("\xa0", " ") == "from 30 Sep 2026 to 29 Sep 2027"


def test_a_limit_is_told() -> None:
    found = work_out(known(named("excellent"), before=Decimal("0.0")), plan=PLAN, as_of=DAY)
    assert "moves by at most 1.5 points, so it is 1.5 %." in sum_in_words(found).replace(
        "\xa0", " "
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"population": None}, "cannot be computed, because no residents"),
        ({"ways": WAYS | {"notary": True}}, "because the gate is closed. The ways to complain"),
        ({"items": (), "measured": ()}, "yet: 0.0 points, and a credit begins above 30."),
    ],
)
def test_why_there_is_none(changes: dict[str, object], said: str) -> None:
    found = work_out(known(BALANCED, **changes), plan=PLAN, as_of=DAY)
    assert said in headline(found)
    assert bool(sum_in_words(found)) is ("population" not in changes)


def test_an_item_says_what_its_audit_took() -> None:
    now = known(BALANCED)
    asked = circumstances(now, plan=PLAN, as_of=DAY)
    [line, *_] = explain(now.items, asked, plan=PLAN, as_of=DAY)
    assert why_item(line, now) == ""
    key = line.scored.item.key
    told = why_item(line, Known(audits={key: "limited"}))
    assert told.startswith("Another item of its submitter failed an audit")


def test_the_formula_carries_the_plans_figures() -> None:
    assert "v × (0.25 + 0.75 r) × d" in item_formula(PLAN)
    assert "0.6 to the power" in item_formula(PLAN)


def test_no_sentence_claims_an_effect() -> None:
    banned = re.compile(r"\b(reduc|prevent|thanks to|impact|effective|proven)", re.IGNORECASE)
    for found in (
        work_out(known(BALANCED), plan=PLAN, as_of=DAY),
        work_out(known(BALANCED, ways=None), plan=PLAN, as_of=DAY),
    ):
        said = [headline(found), sum_in_words(found), *(step.sentence for step in found.steps)]
        said += [line.words for line in found.gates]
        assert not [sentence for sentence in said if banned.search(sentence)]
