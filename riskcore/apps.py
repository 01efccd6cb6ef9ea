"""Registers what riskcore itself contributes to its own registries."""

from django.apps import AppConfig


class RiskcoreConfig(AppConfig):
    name = "riskcore"
    verbose_name = "Risk core"

    def ready(self) -> None:
        from riskcore.exposures_file_kind import EXPOSURES
        from riskcore.imports.commit_job import COMMIT
        from riskcore.imports.kinds import FILE_KINDS
        from riskcore.jobs.kinds import KINDS
        from riskcore.policies_file_kind import POLICIES

        for kind in (EXPOSURES, POLICIES):
            FILE_KINDS.register(kind)
        KINDS.register(COMMIT)
