"""``make check``: runs every check, and reports every failure rather than the first."""

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]

CHECKS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "types": [str(BIN / "mypy")],
    "architecture": [str(BIN / "lint-imports"), "--no-cache"],
    "django": [*MANAGE, "check", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "reference": [*MANAGE, "render_reference", "--check"],
    "templates": [str(BIN / "djlint"), ".", "--lint", "--quiet", "--extension", "html"],
    "spelling": [str(BIN / "codespell")],
    "ceilings": [sys.executable, "-m", "pytest", "-q", "tests/architecture"],
}


def main() -> int:
    failed = []
    for name, command in CHECKS.items():
        started = time.monotonic()
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - started
        print(
            f"{'ok  ' if outcome.returncode == 0 else 'FAIL'}  {name} ({seconds:.0f} s)", flush=True
        )
        if outcome.returncode != 0:
            failed.append(name)
            print(f"{outcome.stdout}\n{outcome.stderr}".strip(), flush=True)
    print(f"{len(CHECKS) - len(failed)} of {len(CHECKS)} checks hold.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
