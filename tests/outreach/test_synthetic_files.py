import io

import numpy as np

from outreach import synthetic_files
from riskcore.files import inspection as files


def test_made_files_pass_the_checks_that_real_ones_must_pass() -> None:
    for made in synthetic_files.shelf(3, np.random.default_rng(1)):
        inspected = files.inspect(io.BytesIO(made.content), file_name=f"a.{made.extension}")
        assert inspected.size < 12_000


def test_shelves_share_no_file_and_are_made_the_same_again() -> None:
    def made() -> list[bytes]:
        draws = np.random.default_rng(7)
        return [made.content for n in range(60) for made in synthetic_files.shelf(n, draws)]

    assert made() == made()
    assert len(set(made())) == 600
