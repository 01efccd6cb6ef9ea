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
            report_rating,
            report_sections,
            risk_factors,
            survey_files,
            synthetic,
        )
        from outreach.calls import file_kinds as call_files
        from outreach.calls import report_section as services_section
        from outreach.calls import risk_factors as service_mix
        from outreach.calls import synthetic as services
        from outreach.credit import letters, offer
        from outreach.credit import synthetic as credit
        from outreach.effect import report_section as effect_section
        from outreach.effect import risk_factors as effect
        from outreach.material import flyer
        from outreach.material import synthetic as material
        from outreach.partners import synthetic as partners

        report_rating.register()
        del credit, flyer, letters, material, offer, survey_files

        del effect, effect_section

        del call_files, services_section, service_mix, services

        del exhibits, file_kinds, permissions, report_sections, risk_factors, synthetic, partners
