"""A mapping as values."""

from riskcore.imports.mapping import Derivation, Mapping, Unpivot, plain


def test_headers_are_named_once_those_turned_into_rows_included() -> None:
    mapping = Mapping(
        name="m",
        kind="k",
        columns={"a": ("X", "Y"), "b": ("X",)},
        unpivot=Unpivot(names="n", values="v", columns={"w": "Z"}),
    )
    assert mapping.headers() == ("X", "Y", "Z")


def test_the_star_stands_for_every_field() -> None:
    mapping = Mapping(name="m", kind="k", sentinels={"*": ("N/A",), "a": ("-",)})
    assert mapping.sentinels_of("a") == ("N/A", "-")
    assert mapping.sentinels_of("b") == ("N/A",)


def test_a_derivation_without_words_is_a_copy() -> None:
    assert Derivation(source="a").is_copy
    assert not Derivation(source="a", empty="x").is_copy


def test_headers_are_compared_plainly() -> None:
    assert plain(" Claim\n Number ") == plain("claim number")
