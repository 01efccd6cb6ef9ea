"""Tests need no environment and leave nothing in the repository."""

from pathlib import Path

from django.conf import settings

from config.settings.base import ROOT


def test_files_and_queue_lie_outside_the_repository() -> None:
    places = [settings.MEDIA_ROOT, settings.STATIC_ROOT]
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        places.append(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"])
    for place in places:
        assert ROOT not in Path(place).resolve().parents


def test_work_is_never_done_in_passing() -> None:
    assert not getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False)
