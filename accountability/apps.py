"""Registers what this package contributes to riskcore's registries."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "accountability"
    verbose_name = "Accountability"

    def ready(self) -> None:
        from accountability import (
            exhibits,
            file_kinds,
            permissions,
            report_sections,
            risk_factors,
            synthetic,
        )
        from accountability.clocks import permissions as clock_permissions
        from accountability.warnings import job_kinds as warning_jobs
        from accountability.warnings import permissions as warning_permissions

        del exhibits, file_kinds, permissions, report_sections, risk_factors, synthetic
        del clock_permissions, warning_jobs, warning_permissions
