"""Makes the slow kind known to the processes these tests start."""

from django.apps import AppConfig


class FaultsConfig(AppConfig):
    name = "tests.faults"

    def ready(self) -> None:
        from riskcore.jobs.kinds import KINDS
        from tests.faults.slow import SLOW

        KINDS.register(SLOW)
