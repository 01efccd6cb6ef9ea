"""Files and functions stay short. A file over its ceiling lacks a concept, not a line break."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import modules, relative, tree

FILE_CEILING, TEST_CEILING, FUNCTION_CEILING = 400, 600, 60


@pytest.mark.parametrize("path", [*modules()], ids=relative)
def test_a_module_stays_under_its_ceiling(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= FILE_CEILING, f"{relative(path)} has {lines} lines: which concept is missing?"


@pytest.mark.parametrize("path", [*modules("tests")], ids=relative)
def test_a_test_module_stays_under_its_ceiling(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= TEST_CEILING, f"{relative(path)} has {lines} lines: which subject is missing?"


@pytest.mark.parametrize("path", [*modules()], ids=relative)
def test_functions_stay_short(path: Path) -> None:
    long = [
        f"{node.name} ({(node.end_lineno or 0) - node.lineno + 1} lines)"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and (node.end_lineno or 0) - node.lineno >= FUNCTION_CEILING
    ]
    assert not long, f"{relative(path)}: {long} are longer than {FUNCTION_CEILING} lines."


@pytest.mark.parametrize("path", [*modules()], ids=relative)
def test_a_module_says_what_it_knows(path: Path) -> None:
    if path.read_text().strip():
        assert ast.get_docstring(tree(path)), f"{relative(path)} has no docstring."
