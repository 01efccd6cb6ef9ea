"""From a fresh clone to a working environment; repeated, it takes no time.

Plain standard library, so that any Python can run it and say in one sentence what is missing. Makes
``.venv``, installs the locked dependencies by hash (with uv where it is present, else pip), and finds
or installs the system libraries that draw PDFs.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LIBRARIES = ["libpangoft2-1.0-0", "libharfbuzz-subset0"]
PROBE = (
    "import ctypes.util, sys, weasyprint; "
    "sys.exit(0 if ctypes.util.find_library('harfbuzz-subset') else 3)"
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Prepare the environment.")
    parser.add_argument("--dev", action="store_true", help="also what tests and checks need")
    arguments = parser.parse_args()
    try:
        make_environment(dev=arguments.dev)
        find_libraries()
    except Stop as stop:
        print(str(stop), file=sys.stderr)
        return 1
    return 0


class Stop(Exception):
    """Something a person must do first; the message is the one sentence that says what."""


def make_environment(*, dev):
    lock = ROOT / ("requirements-dev.lock" if dev else "requirements.lock")
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / (".locked-dev" if dev else ".locked")
    satisfied = [stamp] if dev else [stamp, VENV / ".locked-dev"]
    if not dev:
        dev_lock = hashlib.sha256((ROOT / "requirements-dev.lock").read_bytes()).hexdigest()
        if (VENV / ".locked-dev").exists() and (VENV / ".locked-dev").read_text() == dev_lock:
            return
    if any(mark.exists() and mark.read_text() == digest for mark in satisfied):
        return
    uv = shutil.which("uv")
    if not PYTHON.exists():
        say("Creating the environment in .venv")
        run(
            [uv, "venv", "--quiet", "--python", newest_python(), str(VENV)]
            if uv
            else [newest_python(), "-m", "venv", str(VENV)]
        )
    say("Installing the locked dependencies" + (" (about a minute without uv)" if not uv else ""))
    run(
        [
            uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            str(PYTHON),
            "--require-hashes",
            "-r",
            str(lock),
        ]
        if uv
        else [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            str(lock),
        ]
    )
    stamp.write_text(digest)


def newest_python():
    """This interpreter if it is new enough, else the first on the path that is."""
    if sys.version_info >= (3, 11):
        return sys.executable
    for name in ("python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found and quiet([found, "--version"]) == 0:
            return found
    raise Stop("Commonward needs Python 3.11 or newer; install it, then run the command again.")


def find_libraries():
    """The libraries WeasyPrint loads: present, installed now (root on Debian), or asked for."""
    mark = VENV / ".libraries"
    if mark.exists():
        return
    state = quiet([str(PYTHON), "-c", PROBE])
    if state != 0 and shutil.which("apt-get") and os.geteuid() == 0:
        say("Installing the system libraries that draw PDFs")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet(["apt-get", "update", "-qq"], environment)
        quiet(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *LIBRARIES], environment
        )
        state = quiet([str(PYTHON), "-c", PROBE])
    if state not in (0, 3):
        raise Stop(
            "Drawing PDFs needs Pango: on Debian or Ubuntu run 'sudo apt-get install "
            f"--no-install-recommends {' '.join(LIBRARIES)}', on macOS 'brew install pango', then "
            "run the command again."
        )
    mark.write_text("complete" if state == 0 else "without harfbuzz-subset")


def run(command):
    finished = subprocess.run(command, cwd=ROOT)
    if finished.returncode != 0:
        raise Stop(
            f"'{' '.join(map(str, command[:6]))} ...' ended with status {finished.returncode}; "
            "its own words are above."
        )


def quiet(command, environment=None):
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ).returncode


def say(sentence):
    print(f"  {sentence} ...", flush=True)


if __name__ == "__main__":
    sys.exit(main())
