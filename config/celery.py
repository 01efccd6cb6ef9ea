"""The Celery application. It knows one task: ``riskcore.jobs.tasks.run_job``, which carries an id."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
app = Celery("commonward")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["riskcore.jobs"])
