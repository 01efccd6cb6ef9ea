import io
from datetime import date

import pytest
from PIL import Image, ImageFile

from riskcore.errors import InvalidInput
from riskcore.files.pictures import COPY_SIDE, Picture, read_picture
from tests.factories.outreach import photo, png, scene


def read(content: bytes) -> Picture:
    return read_picture(io.BytesIO(content), file_name="a.jpg")


def copy_of(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.copy))


def test_what_a_camera_wrote_is_read_and_left_out_of_the_copy() -> None:
    picture = read(photo(taken="2026:06:10", place=(-33.5, 151.25)))
    assert (picture.width, picture.height) == (160, 120)
    assert (picture.taken_on, picture.place) == (date(2026, 6, 10), (-33.5, 151.25))
    copy = copy_of(picture)
    assert not copy.getexif()
    assert {"exif", "icc_profile", "comment", "xmp"}.isdisjoint(copy.info)
    assert b"Canary" not in picture.copy


def test_without_metadata_nothing_is_known() -> None:
    picture = read(png())
    assert (picture.taken_on, picture.place) == (None, None)


@pytest.mark.parametrize("taken", ["0000:00:00", "1970:01:01", "yesterday"])
def test_a_clock_that_was_never_set_says_nothing(taken: str) -> None:
    assert read(photo(taken=taken)).taken_on is None


def test_the_copy_stands_upright_and_is_no_larger_than_needed() -> None:
    assert copy_of(read(photo(orientation=6))).size == (120, 160)
    large = photo(scene().resize((4000, 3000)))
    assert max(copy_of(read(large)).size) <= COPY_SIDE


def test_what_is_transparent_becomes_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(file, "PNG")
    assert read(file.getvalue()).grey.min() == 255


def test_a_second_picture_behind_the_first_is_ignored_and_a_film_refused() -> None:
    film = io.BytesIO()
    scene().save(film, "PNG", save_all=True, append_images=[scene(n) for n in range(2, 8)])
    with pytest.raises(InvalidInput) as refused:
        read(film.getvalue())
    assert refused.value.code == "file.too_many_frames"
    pair = io.BytesIO()
    scene().save(pair, "MPO", save_all=True, append_images=[scene(2)])
    assert read(pair.getvalue()).width == 160


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (png(100_000, 100_000), "file.damaged"),
        (png(8_000, 8_000), "file.too_many_pixels"),
        (photo()[:900], "file.damaged"),
        (b"GIF89a" + b"\0" * 40, "file.damaged"),
        (b"", "file.damaged"),
    ],
    ids=["bomb", "large", "cut", "another kind", "empty"],
)
def test_what_cannot_be_drawn_is_refused_before_it_is(
    content: bytes, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as who draws PDFs leaves it
    with pytest.raises(InvalidInput) as refused:
        read(content)
    assert refused.value.code == code
