"""Whether this machine can draw PDFs: tests that draw are skipped, with the reason, where it cannot."""

import pytest

from riskcore.reports.checks import INSTALL, missing_libraries

needs_engine = pytest.mark.skipif(
    bool(missing_libraries()), reason=f"the PDF engine's libraries are absent; {INSTALL}"
)
