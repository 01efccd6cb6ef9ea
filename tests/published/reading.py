"""Read a published example: its citation, its inputs and the figures it prints."""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def published(name: str) -> dict[str, Any]:
    """The example of that name; every file says where it comes from."""
    document: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text())
    assert document["citation"], f"{name}.json has no citation."
    return document


def all_published() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.json"))
