"""Registers what this package contributes to riskcore's registries."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "accountability"
    verbose_name = "Accountability"

    def ready(self) -> None:
        from accountability import (
            activity_factors,
            exhibits,
            file_kinds,
            measure_factors,
            permissions,
            report_sections,
            risk_factors,
            synthetic,
        )
        from accountability.activity import file_kinds as activity_kinds
        from accountability.activity import synthetic as activity_synthetic
        from accountability.cases import synthetic as case_synthetic
        from accountability.clocks import daily as clock_reminders
        from accountability.clocks import permissions as clock_permissions
        from accountability.follow_through import factors as follow_through_factors
        from accountability.follow_through import synthetic as follow_through_synthetic
        from accountability.intake import factors as intake_factors
        from accountability.intake import synthetic as intake_synthetic
        from accountability.links import job_kinds as link_jobs
        from accountability.links import report_section as link_section
        from accountability.links import risk_factors as link_factors
        from accountability.links import synthetic as link_synthetic
        from accountability.parties import file_kinds as party_kinds
        from accountability.parties import referring as party_referring
        from accountability.retention import daily as retention_proposals
        from accountability.timeliness import factors as timeliness_factors
        from accountability.timeliness import section as timeliness_section
        from accountability.timeliness import synthetic as timeliness_synthetic
        from accountability.warnings import job_kinds as warning_jobs
        from accountability.warnings import permissions as warning_permissions
        from accountability.words import file_kinds as word_kinds

        del (
            exhibits,
            file_kinds,
            measure_factors,
            permissions,
            report_sections,
            risk_factors,
            synthetic,
        )
        del (
            activity_factors,
            activity_kinds,
            activity_synthetic,
            party_kinds,
            party_referring,
            word_kinds,
        )
        del case_synthetic, link_factors, link_jobs, link_section, link_synthetic
        del follow_through_factors, follow_through_synthetic
        del intake_factors, intake_synthetic, retention_proposals
        del clock_permissions, clock_reminders, warning_jobs, warning_permissions
        del timeliness_factors, timeliness_section, timeliness_synthetic
