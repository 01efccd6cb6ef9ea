"""Registers what riskcore itself contributes to its own registries."""

from django.apps import AppConfig


class RiskcoreConfig(AppConfig):
    name = "riskcore"
    verbose_name = "Risk core"

    def ready(self) -> None:
        from riskcore import sources
        from riskcore.assessments import measures as assessment_measures
        from riskcore.assessments import permissions as assessment_permissions
        from riskcore.exposures_file_kind import EXPOSURES
        from riskcore.imports.commit_job import COMMIT
        from riskcore.imports.kinds import FILE_KINDS
        from riskcore.jobs.kinds import KINDS
        from riskcore.losses import exhibits as loss_exhibits
        from riskcore.losses import factors as loss_factors
        from riskcore.losses import file_kind as loss_run_file
        from riskcore.policies_file_kind import POLICIES
        from riskcore.rating import permissions as rating_permissions
        from riskcore.recommendations import risk_factors
        from riskcore.renewals import daily as renewals_daily
        from riskcore.reports import (
            built_in,
            checks,
            critical_tasks_section,
            job_kinds,
            last_advice_section,
            loss_section,
            overall_measures,
            overall_section,
            sources_section,
        )

        del (
            assessment_permissions,
            rating_permissions,
            risk_factors,
            built_in,
            checks,
            job_kinds,
        )
        self._parts_of_the_book()
        self._underwriting()
        self._papers()
        for module in (
            renewals_daily,
            loss_run_file,
            loss_factors,
            loss_exhibits,
            loss_section,
            sources,
            last_advice_section,
            overall_measures,
            overall_section,
            sources_section,
            assessment_measures,
            critical_tasks_section,
        ):
            module.register()
        for kind in (EXPOSURES, POLICIES):
            FILE_KINDS.register(kind)
        KINDS.register(COMMIT)

    def _underwriting(self) -> None:
        """What the rules of referral measure and are bound by, and the daily work of the desk."""
        from riskcore.underwriting import (
            bounds,
            built_in,
            coverage_measures,
            daily,
            loss_measures,
            submission_measures,
        )

        for module in (
            built_in,
            loss_measures,
            coverage_measures,
            submission_measures,
            bounds,
            daily,
        ):
            module.register()

    def _papers(self) -> None:
        """What workers draw on paper beside the report."""
        from riskcore.reports import file_note_pdf, loss_run_pdf, worksheet_pdf

        for module in (loss_run_pdf, worksheet_pdf, file_note_pdf):
            module.register()

    def _parts_of_the_book(self) -> None:
        """The parts of the synthetic book register as they are imported."""
        from riskcore.synthetic import assessments as synthetic_assessments
        from riskcore.synthetic import claims, exposures, people, policies, recommendations
        from riskcore.synthetic import rating as synthetic_rating
        from riskcore.synthetic import renewals as synthetic_renewals
        from riskcore.synthetic import underwriting as synthetic_underwriting

        del claims, exposures, people, policies, recommendations
        del synthetic_assessments, synthetic_rating, synthetic_renewals, synthetic_underwriting
