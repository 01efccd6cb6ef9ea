"""Our own source as the architecture tests see it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ["config", "riskcore", "accountability", "outreach", "api", "frontend"]


def modules(*places: str) -> Iterator[Path]:
    """Our modules below the given folders (all packages when none is named), migrations apart."""
    for place in places or PACKAGES:
        for path in sorted((ROOT / place).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))
