"""The queue: the one place that knows Celery. A message carries a job's id and nothing else, so that
losing or repeating one costs time, never work."""

import logging
import warnings
from pathlib import Path
from uuid import UUID

from celery import current_app, shared_task
from celery.platforms import SecurityWarning
from django.conf import settings
from django.utils import timezone

from riskcore.jobs import runner
from riskcore.jobs.models import Job, JobStatus

logger = logging.getLogger(__name__)


@shared_task(name="riskcore.jobs.run_job")  # type: ignore[untyped-decorator]  # Celery has no types
def run_job(job_id: str) -> None:
    """Do the job with this id, if it is still there to be done."""
    runner.run(job_id)


def publish(job_id: UUID) -> bool:
    """Tell the workers of a queued job. False, and a line in the log, where the broker does not
    answer: the row stays as it is, and the sweeper publishes it later."""
    waiting = Job.objects.filter(pk=job_id, status=JobStatus.QUEUED)
    if not waiting.update(published_at=timezone.now()):
        return True
    try:
        prepare_queue()
        run_job.apply_async(args=[str(job_id)], retry=False)
    except Exception as error:  # noqa: BLE001  # each broker's library raises errors of its own
        logger.warning("The broker did not take job %s: %s. It stays queued.", job_id, error)
        waiting.update(published_at=None)
        return False
    return True


def prepare_queue() -> None:
    """Make the folders of a queue that lives in folders; Celery expects to find them."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    for name in ("data_folder_in", "data_folder_out", "control_folder"):
        if name in options:
            Path(options[name]).mkdir(parents=True, exist_ok=True)


def work(*, concurrency: int) -> None:
    """Take jobs from the queue until told to stop: in this process, or in ``concurrency`` children."""
    prepare_queue()
    pool = ["--pool", "solo"]
    if concurrency > 1:
        pool = ["--pool", "prefork", "--concurrency", str(concurrency)]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    # In a container the only user is often root; the operator's choice, not news at every start.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    level = logging.getLevelName(logging.getLogger().getEffectiveLevel())
    current_app.worker_main(["--quiet", "worker", *pool, *quiet, "--loglevel", level])
