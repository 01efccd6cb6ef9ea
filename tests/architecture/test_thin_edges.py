"""Edges hold no query: pages, API and commands call the verbs and read models of the domain."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import modules, relative, tree

MANAGERS = {"objects", "_default_manager", "_base_manager"}
EDGES = [*modules("api", "frontend"), *modules("riskcore/management")]


@pytest.mark.parametrize("path", EDGES, ids=relative)
def test_no_edge_touches_the_orm(path: Path) -> None:
    found = [
        f"line {node.lineno}: .{node.attr}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS
    ]
    assert not found, (
        f"{relative(path)} queries tables itself ({found}); move it to queries.py or actions.py."
    )
