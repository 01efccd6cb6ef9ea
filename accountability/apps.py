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
        from accountability.links import job_kinds as link_jobs
        from accountability.links import report_section as link_section
        from accountability.links import risk_factors as link_factors
        from accountability.links import synthetic as link_synthetic

        del (
            exhibits,
            file_kinds,
            measure_factors,
            permissions,
            report_sections,
            risk_factors,
            synthetic,
        )
        del link_factors, link_jobs, link_section, link_synthetic
