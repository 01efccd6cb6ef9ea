"""A laptop needs no environment: SQLite, a queue in a folder, no server."""

from pathlib import Path

from tests.config.settings.reading import settings_of


def test_nothing_needs_to_be_set_and_nothing_leaves_the_machine(tmp_path: Path) -> None:
    found = settings_of("local", VAR=str(tmp_path))
    assert found["DEBUG"] is False
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "commonward.sqlite3")
    assert found["CELERY_BROKER_URL"] == "filesystem://localhost"
    assert found["CELERY_BROKER_TRANSPORT_OPTIONS"]["data_folder_in"] == str(tmp_path / "queue")
    assert set(found["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1", "[::1]"}
    assert found["COMMONWARD"]["SYNTHETIC"] is True
    assert (tmp_path / "static").is_dir()


def test_the_example_copied_as_it_is_changes_nothing(tmp_path: Path) -> None:
    blank = dict.fromkeys(("BROKER_URL", "DATABASE_URL", "TOKEN_KEY", "SYNTHETIC"), "")
    assert settings_of("local", VAR=str(tmp_path), **blank) == settings_of(
        "local", VAR=str(tmp_path)
    )
