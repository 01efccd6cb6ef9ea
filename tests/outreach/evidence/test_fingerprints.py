import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from outreach.evidence import fingerprints as prints
from riskcore.files.pictures import grey_of
from tests.factories.outreach import scene

TURNED = {
    "as it is": lambda picture: picture,
    "mirrored": ImageOps.mirror,
    "upside down and mirrored": ImageOps.flip,
    "turned by half": lambda picture: picture.rotate(180),
    "turned by a quarter and mirrored": lambda p: p.transpose(Image.Transpose.TRANSPOSE),
    "turned by a quarter": lambda picture: picture.transpose(Image.Transpose.ROTATE_90),
}


def of(picture: Image.Image) -> tuple[int, ...]:
    found = prints.fingerprints(grey_of(picture))
    assert found is not None
    return found


@pytest.mark.parametrize("turn", TURNED)
def test_a_turned_picture_is_found_and_said_how(turn: str) -> None:
    kept = np.array([of(scene(2))[0], of(scene())[0]], dtype=np.uint64)
    [found] = prints.alike(of(TURNED[turn](scene())), kept)
    assert (found.index, found.turn) == (1, turn)
    assert found.distance <= 2


def test_the_other_two_turns_are_found_as_well() -> None:
    kept = np.array([of(scene())[0]], dtype=np.uint64)
    for turn in (Image.Transpose.ROTATE_270, Image.Transpose.TRANSVERSE):
        assert prints.alike(of(scene().transpose(turn)), kept)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_turning_a_picture_reorders_its_eight_fingerprints(seed: int) -> None:
    grey = np.random.default_rng(seed).uniform(0, 255, (32, 32))
    every = set(prints.fingerprints(grey) or ())
    assert len(every) == 8
    for turned in (grey.T, grey[::-1], grey[:, ::-1], np.rot90(grey)):
        assert set(prints.fingerprints(np.ascontiguousarray(turned)) or ()) == every


def test_scaling_the_light_changes_next_to_nothing() -> None:
    grey = grey_of(scene())
    [one], [other] = ([(prints.fingerprints(each) or (0,))[0]] for each in (grey * 0.5 + 20, grey))
    assert (one ^ other).bit_count() <= 2


def test_different_pictures_are_far_apart() -> None:
    kept = np.array([of(scene(number))[0] for number in range(2, 40)], dtype=np.uint64)
    assert prints.alike(of(scene()), kept) == []


def test_a_blank_sheet_has_none_and_nothing_is_like_nothing() -> None:
    assert prints.fingerprints(np.full((32, 32), 255.0)) is None
    assert prints.alike(of(scene()), prints.numbers([])) == []


def test_another_shape_is_an_error() -> None:
    with pytest.raises(ValueError, match="32 by 32"):
        prints.fingerprints(np.zeros((8, 8)))


@given(st.integers(0, 2**64 - 1))
def test_what_is_stored_comes_back(number: int) -> None:
    assert prints.as_number(prints.as_stored(number)) == number
    assert int(prints.numbers([prints.as_stored(number)])[0]) == number


def test_the_nearest_comes_first() -> None:
    new = of(scene())
    kept = np.array([new[0] ^ 0b111, new[0], new[0] ^ (2**9 - 1)], dtype=np.uint64)
    assert [(each.index, each.distance) for each in prints.alike(new, kept)] == [(1, 0), (0, 3)]
