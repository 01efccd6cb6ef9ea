"""``make lock``: both lock files from pyproject.toml, pinned by hash, with no address in them."""

import subprocess
import sys
from pathlib import Path

LOCKS = {"requirements.lock": [], "requirements-dev.lock": ["--extra", "dev"]}


def main() -> int:
    for name, extra in LOCKS.items():
        command = [
            str(Path(sys.executable).parent / "uv"),
            "pip",
            "compile",
            "pyproject.toml",
            *extra,
            "--python-version",
            "3.11",
            "--universal",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
            "--no-emit-index-url",
            "--no-emit-find-links",
            "--upgrade",
            "--quiet",
            "--output-file",
            name,
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
