"""Entries under unique keys, in a stated order."""

from dataclasses import dataclass

import pytest

from riskcore.errors import RegistryError
from riskcore.registry import Registry


@dataclass(frozen=True)
class Shape:
    key: str
    order: int = 0


@pytest.fixture
def shapes() -> Registry[Shape]:
    registry: Registry[Shape] = Registry("shape")
    for shape in (Shape("square", 2), Shape("oval", 2), Shape("circle", 1)):
        registry.register(shape)
    return registry


def test_entries_come_by_order_then_key(shapes: Registry[Shape]) -> None:
    assert shapes.keys() == ["circle", "oval", "square"]
    assert len(shapes) == 3


def test_the_same_entry_twice_is_harmless(shapes: Registry[Shape]) -> None:
    shapes.register(Shape("square", 2))
    assert len(shapes) == 3


def test_another_entry_under_a_taken_key_is_refused_with_both_named(
    shapes: Registry[Shape],
) -> None:
    with pytest.raises(RegistryError, match=r"order=2.*order=9.*Rename one") as refused:
        shapes.register(Shape("square", 9))
    assert "'square'" in str(refused.value)
    assert shapes.get("square").order == 2


def test_an_unknown_key_is_answered_with_the_known_ones(shapes: Registry[Shape]) -> None:
    with pytest.raises(RegistryError, match=r"No shape 'cube'. Known: circle, oval, square"):
        shapes.get("cube")
    with pytest.raises(RegistryError, match="Known: none"):
        Registry[Shape]("shape").get("cube")
    assert "cube" not in shapes


def test_a_temporary_entry_leaves_no_trace_even_after_an_error(shapes: Registry[Shape]) -> None:
    def use() -> None:
        with shapes.registered_temporarily(Shape("cube")) as cube:
            assert shapes.get("cube") is cube
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        use()
    assert "cube" not in shapes


def test_entries_without_an_order_come_by_key() -> None:
    @dataclass(frozen=True)
    class Plain:
        key: str

    registry: Registry[Plain] = Registry("plain")
    for key in ("b", "a"):
        registry.register(Plain(key))
    assert registry.keys() == ["a", "b"]
