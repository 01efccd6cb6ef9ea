"""Registers what this package contributes to riskcore's registries."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = "Outreach"

    def ready(self) -> None:
        from outreach import (
            exhibits,
            file_kinds,
            permissions,
            report_sections,
            risk_factors,
            synthetic,
        )
        from outreach.partners import synthetic as partners

        del exhibits, file_kinds, permissions, report_sections, risk_factors, synthetic, partners
