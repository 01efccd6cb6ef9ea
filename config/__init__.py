"""The composition root: settings, addresses, processes. It knows everyone and holds no rule."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
