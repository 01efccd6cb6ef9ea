"""A system check that says in one sentence what the PDF engine lacks on this machine."""

import ctypes.util
from collections.abc import Sequence
from typing import Any

from django.core import checks

LIBRARIES = ("pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig")
INSTALL = "apt-get install --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0"


def missing_libraries() -> list[str]:
    """Which of the engine's system libraries the loader does not find."""
    return [name for name in LIBRARIES if ctypes.util.find_library(name) is None]


@checks.register(checks.Tags.compatibility)
def pdf_engine(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """A warning, not an error: everything but PDF reports works without the engine."""
    missing = missing_libraries()
    if not missing:
        return []
    return [
        checks.Warning(
            f"PDF reports cannot be drawn on this machine: {', '.join(missing)} "
            f"not found. On Debian run: {INSTALL}",
            id="riskcore.W001",
        )
    ]
