"""Registers what riskcore itself contributes to its own registries."""

from django.apps import AppConfig


class RiskcoreConfig(AppConfig):
    name = "riskcore"
    verbose_name = "Risk core"

    def ready(self) -> None:
        from riskcore.recommendations import risk_factors
        from riskcore.synthetic import claims, exposures, people, policies

        del risk_factors, claims, exposures, people, policies
