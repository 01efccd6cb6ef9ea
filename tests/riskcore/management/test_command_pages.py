"""Every command of ours stands in docs/reference/commands.md with its options and its JSON keys."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command, get_commands, load_command_class

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.architecture.source import ROOT

TEXT = (ROOT / "docs" / "reference" / "commands.md").read_text()
SECTIONS = {
    part.partition("\n")[0].strip(): part
    for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
}
PACKAGES = ("riskcore", "accountability", "outreach")
OURS = sorted(name for name, package in get_commands().items() if package in PACKAGES)
DJANGOS = {"--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback"}
DJANGOS |= {"--no-color", "--force-color", "--skip-checks", "-h", "-v"}


def options(parser: ArgumentParser) -> Iterator[str]:
    """Every option of a command and of its sub-commands, save those that every command has."""
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for inner in action.choices.values():
                yield from options(inner)
        yield from set(action.option_strings) - DJANGOS


def test_every_command_has_its_heading_and_no_heading_is_dead() -> None:
    assert sorted(SECTIONS) == OURS


@pytest.mark.parametrize("name", OURS)
def test_every_option_is_told_and_none_that_is_not_there(name: str) -> None:
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    told = set(re.findall(r"^\| `(--[a-z-]+)`", SECTIONS[name], re.MULTILINE))
    assert told == set(options(parser))


EXAMPLES = ROOT / "docs" / "examples"
MAPPING = EXAMPLES / "mappings" / "harbour-policies.toml"
RUNS: dict[str, list[list[str]]] = {
    "audit": [["verify", "--json"]],
    "clients": [["--json"]],
    "import_file": [
        [
            "policies",
            str(EXAMPLES / "policies-harbour.csv"),
            "--client",
            "alder-falls",
            "--mapping",
            str(MAPPING),
            "--json",
        ]
    ],
    "loss_run": [["alder-falls", "--valued", "2026-06-30", "--json"]],
    "profile": [
        ["--as-of", "2026-06-30", "--json"],
        ["--as-of", "2026-06-30", "--json", "--client", "alder-falls"],
    ],
    "token": [["create", "ana", "--json"]],
    "enrol": [["--json", "carrier", "new-carrier", "--name", "New Carrier"]],
}


@pytest.mark.parametrize("name", RUNS)
def test_every_json_key_is_told(name: str, alder: Client, ana: User) -> None:
    for arguments in RUNS[name]:
        out = StringIO()
        call_command(name, *arguments, stdout=out)
        answer: Any = json.loads(out.getvalue())
        keys = set(answer[0] if isinstance(answer, list) else answer)
        assert keys
        assert not {key for key in keys if f"`{key}`" not in SECTIONS[name]}
