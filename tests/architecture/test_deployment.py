"""What is written down for running the service names only things that exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.architecture.source import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def settings_named_in_code() -> set[str]:
    """Every variable our settings read, by the calls that read them."""
    reads = re.compile(r'env\.(?:text|required|flag|number|words)\(\s*"([A-Z_]+)"')
    texts = [path.read_text() for path in (ROOT / "config" / "settings").glob("*.py")]
    return {f"COMMONWARD_{name}" for text in texts for name in reads.findall(text)}


def settings_in_example() -> set[str]:
    return set(
        re.findall(r"^(COMMONWARD_[A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    )


def test_every_setting_has_its_line_in_the_example_and_no_line_is_dead() -> None:
    assert settings_named_in_code() == settings_in_example()


def test_every_setting_in_compose_exists() -> None:
    named = {
        key
        for service in COMPOSE["services"].values()
        for key in (service.get("environment") or {})
        if key.startswith("COMMONWARD_")
    }
    assert named <= settings_in_example()


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_command_in_compose_exists(name: str) -> None:
    command = str(COMPOSE["services"][name].get("command", ""))
    for verb in re.findall(r"manage\.py (\w+)", command):
        assert verb in get_commands(), f"{name} runs 'manage.py {verb}', which does not exist."
    if command.startswith("gunicorn"):
        module = command.split()[1]
        assert (ROOT / Path(*module.split("."))).with_suffix(".py").exists()


def test_every_volume_in_compose_is_declared_and_used() -> None:
    used = {
        volume.split(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service.get("volumes", [])
    }
    assert used == set(COMPOSE["volumes"])


def test_every_service_waits_only_for_services_that_exist() -> None:
    for name, service in COMPOSE["services"].items():
        assert set(service.get("depends_on", {})) <= set(COMPOSE["services"]), name


def test_the_image_holds_the_entry_points_of_compose() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "requirements.lock" in dockerfile
    assert "config.settings.production" in dockerfile
    for library in ("libpangoft2-1.0-0", "libharfbuzz-subset0"):
        assert library in dockerfile
        assert library in (ROOT / "config" / "bootstrap.py").read_text()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_holds_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^--(index|extra-index|find-links)", text, re.MULTILINE)
    pinned = re.findall(r"^[a-z0-9._-]+(?:\[[a-z,]+\])?==", text, re.MULTILINE | re.IGNORECASE)
    assert len(pinned) > 40
    assert text.count("--hash=sha256:") >= len(pinned)


def test_readme_and_makefile_name_the_two_commands() -> None:
    readme, makefile = (ROOT / "README.md").read_text(), (ROOT / "Makefile").read_text()
    for command in ("demo", "test"):
        assert f"make {command}" in readme
        assert f"\n{command}:" in makefile


def test_production_names_everything_that_is_missing_at_once() -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import config.settings.production"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    required = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "BROKER_URL", "TOKEN_KEY")
    for name in (*required, "SEALING_KEYS"):
        assert f"COMMONWARD_{name}" in started.stderr.splitlines()[-1]
