"""The examples in docstrings are true."""

import doctest
import importlib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, modules, relative

WITH_EXAMPLES = [path for path in modules() if ">>> " in path.read_text()]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=relative)
def test_the_examples_of_a_module_hold(path: Path) -> None:
    outcome = doctest.testmod(importlib.import_module(name_of(path)))
    assert outcome.attempted, f"The examples of {relative(path)} are nowhere doctest looks."
    assert not outcome.failed


def test_there_are_examples_to_run() -> None:
    assert len(WITH_EXAMPLES) > 5
