"""Registers what riskcore itself contributes to its own registries."""

from django.apps import AppConfig


class RiskcoreConfig(AppConfig):
    name = "riskcore"
    verbose_name = "Risk core"

    def ready(self) -> None:
        from riskcore.recommendations import exhibits
        from riskcore.reports import built_in, checks, job_kinds

        del built_in, checks, exhibits, job_kinds
