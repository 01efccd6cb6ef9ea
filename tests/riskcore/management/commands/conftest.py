"""The command tests use the job tests' kind of work."""

from tests.riskcore.jobs.conftest import queued, register

__all__ = ["queued", "register"]
