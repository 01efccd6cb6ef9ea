"""The edges ask the domain; they never query tables themselves."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EDGES = sorted(path for edge in ("api", "frontend") for path in (ROOT / edge).rglob("*.py"))
MANAGERS = {"objects", "_default_manager", "_base_manager"}


@pytest.mark.parametrize("path", EDGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_edge_touches_no_manager(path: Path) -> None:
    touched = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS
    ]
    assert not touched, f"{path.name}, line {touched}: ask a function of the domain instead."
