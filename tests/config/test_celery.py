"""The queue carries ids of jobs and nothing else."""

from config import celery_app


def test_there_is_one_task_of_ours() -> None:
    celery_app.loader.import_default_modules()
    ours = {name for name in celery_app.tasks if not name.startswith("celery.")}
    assert ours == {"riskcore.jobs.run_job"}


def test_a_message_is_json_and_is_given_back_when_a_worker_dies() -> None:
    settings = celery_app.conf
    assert settings.accept_content == ["json"]
    assert settings.task_serializer == "json"
    assert settings.task_acks_late
    assert settings.task_reject_on_worker_lost
    assert settings.task_ignore_result
    assert not settings.task_always_eager
