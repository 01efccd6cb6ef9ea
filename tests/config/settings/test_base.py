"""Settings that hold everywhere."""

from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from config.settings import base
from tests.config.settings.reading import settings_of


def test_every_class_a_setting_names_exists() -> None:
    rest = settings.REST_FRAMEWORK
    named = [
        *settings.MIDDLEWARE,
        settings.CSRF_FAILURE_VIEW,
        rest["EXCEPTION_HANDLER"],
        rest["DEFAULT_PAGINATION_CLASS"],
        *rest["DEFAULT_AUTHENTICATION_CLASSES"],
        *rest["DEFAULT_PERMISSION_CLASSES"],
        *rest["DEFAULT_FILTER_BACKENDS"],
        *settings.SPECTACULAR_SETTINGS["POSTPROCESSING_HOOKS"],
        *settings.TEMPLATES[0]["OPTIONS"]["context_processors"],
    ]
    assert all(import_string(name) for name in named)
    assert import_module(settings.ROOT_URLCONF)


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inline() -> None:
    policy = base.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy["default-src"] == ["'none'"]
    sources = {source for allowed in policy.values() for source in allowed}
    assert sources <= {"'self'", "'none'", "data:"}
    assert "data:" not in policy["script-src"] + policy["style-src"]


def test_the_api_is_closed_unless_a_view_names_a_permission() -> None:
    assert base.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] == ["api.access.DenyUnlessNamed"]


def test_work_is_given_back_when_a_worker_dies() -> None:
    assert base.CELERY_TASK_ACKS_LATE
    assert base.CELERY_TASK_REJECT_ON_WORKER_LOST
    assert base.CELERY_WORKER_PREFETCH_MULTIPLIER == 1


@pytest.mark.parametrize(
    ("name", "value"), [("PROXIES", "2"), ("RENDER_SECONDS", "30"), ("IMPORT_MAX_ROWS", "5")]
)
def test_a_deployment_may_differ_by_its_environment(tmp_path: Path, name: str, value: str) -> None:
    found = settings_of("base", VAR=str(tmp_path), **{name: value})
    assert found["COMMONWARD"][name] == int(value)
