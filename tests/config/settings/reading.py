"""Reading a settings module as a process of its own would, with nothing but the given environment."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent.parent
PROGRAM = """
import importlib, json, sys
module = importlib.import_module(sys.argv[1])
print(json.dumps({name: getattr(module, name) for name in dir(module) if name.isupper()}, default=str))
"""


def read(place: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The outcome of importing ``config.settings.<place>`` with these COMMONWARD_ variables."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("COMMONWARD_")}
    given = {f"COMMONWARD_{name}": value for name, value in variables.items()}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, f"config.settings.{place}"],
        cwd=ROOT,
        env={**kept, **given},
        capture_output=True,
        text=True,
        check=False,
    )


def settings_of(place: str, **variables: str) -> dict[str, Any]:
    told = read(place, **variables)
    assert told.returncode == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout)
    return found
