"""Registers what riskcore itself contributes to its own registries."""

from django.apps import AppConfig


class RiskcoreConfig(AppConfig):
    name = "riskcore"
    verbose_name = "Risk core"

    def ready(self) -> None:
        from riskcore.losses import exhibits, factors, file_kind

        file_kind.register()
        factors.register()
        exhibits.register()
