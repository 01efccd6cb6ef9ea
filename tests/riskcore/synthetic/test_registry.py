"""A stream of its own for each part, and parts in a stated order."""

from typing import Any

from riskcore.access.models import User
from riskcore.synthetic.registry import PARTS, BookContext, Plan


def drawn(part: str, **changes: Any) -> list[float]:
    plan = Plan(**changes)
    context = BookContext(plan=plan, by=User(), members=(), report=lambda *_: None)
    return list(context.generator(part).random(5))


def test_the_same_seed_and_part_draw_the_same() -> None:
    assert drawn("claims") == drawn("claims")


def test_another_part_and_another_seed_draw_otherwise() -> None:
    assert len({tuple(drawn(part)) for part in ("claims", "policies", "people")}) == 3
    assert drawn("claims", seed=1) != drawn("claims", seed=2)


def test_the_size_of_the_book_moves_no_draw() -> None:
    assert drawn("claims", clients=5000) == drawn("claims")


def test_what_others_stand_on_comes_first() -> None:
    places = PARTS.keys()
    assert places.index("people") < places.index("recommendations")
    assert places.index("policies") < places.index("claims")
