"""Registers what this package contributes to riskcore's registries."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "accountability"
    verbose_name = "Accountability"

    def ready(self) -> None:
        from accountability import (
            exhibits,
            file_kinds,
            measure_factors,
            permissions,
            report_sections,
            risk_factors,
            synthetic,
        )

        del (
            exhibits,
            file_kinds,
            measure_factors,
            permissions,
            report_sections,
            risk_factors,
            synthetic,
        )
