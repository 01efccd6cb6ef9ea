import io

import pytest

from riskcore.files import images
from tests.factories.outreach import jpeg, png


def test_sizes_are_read_from_headers_alone() -> None:
    assert images.png_size(io.BytesIO(png(640, 480))) == (640, 480)
    assert images.jpeg_size(io.BytesIO(jpeg(640, 480))) == (640, 480)


@pytest.mark.parametrize("cut", range(8, 60, 3))
def test_a_picture_cut_short_has_no_size(cut: int) -> None:
    assert images.png_size(io.BytesIO(png()[:cut])) is None


@pytest.mark.parametrize("cut", range(2, 29, 3))
def test_a_jpeg_without_its_frame_header_has_no_size(cut: int) -> None:
    assert images.jpeg_size(io.BytesIO(jpeg()[:cut])) is None
