"""Addresses of the pages about assessments, recommendations and reports, for ``urls.py`` to place."""

from django.urls import path
from django.urls.resolvers import URLPattern

from frontend import (
    assessments,
    recommendations,
    report_check,
    report_release,
    reports,
)

PAGES: list[URLPattern] = [
    path(
        "clients/<slug:code>/loss-control/",
        recommendations.loss_control,
        name="client_loss_control",
    ),
    path(
        "clients/<slug:code>/loss-control/write/",
        recommendations.write,
        name="recommendation_write",
    ),
    path(
        "clients/<slug:code>/loss-control/<slug:number>/<slug:verb>/",
        recommendations.move,
        name="recommendation_move",
    ),
    path("check-a-report/", report_check.check, name="report_check"),
    path("clients/<slug:code>/reports/", reports.reports, name="client_reports"),
    path("clients/<slug:code>/reports/<uuid:report_id>/", reports.report, name="client_report"),
    path(
        "clients/<slug:code>/reports/<uuid:report_id>/progress/",
        reports.progress,
        name="report_progress",
    ),
    path(
        "clients/<slug:code>/reports/<uuid:report_id>/preview/",
        reports.pages,
        name="report_preview",
    ),
    path("clients/<slug:code>/reports/<uuid:report_id>/pdf/", reports.pdf, name="report_pdf"),
    path("clients/<slug:code>/reports/<uuid:report_id>/data/", reports.data, name="report_data"),
    *(
        path(
            f"clients/<slug:code>/reports/<uuid:report_id>/{name}/",
            getattr(report_release, view),
            name=f"report_{name}",
        )
        for name, view in (
            ("send", "send"),
            ("return", "give_back"),
            ("issue", "issue"),
            ("acknowledge", "acknowledge"),
        )
    ),
    path(
        "clients/<slug:code>/reports/<uuid:report_id>/verify/",
        reports.verify,
        name="report_verify",
    ),
    path("clients/<slug:code>/assessments/", assessments.assessments, name="assessments"),
    *(
        path(f"clients/<slug:code>/assessments/<slug:number>/{end}", view, name=name)
        for end, view, name in (
            ("", assessments.assessment, "assessment"),
            ("tasks/<slug:code_>/", assessments.task, "assessment_task"),
            ("finish/", assessments.finish, "assessment_finish"),
        )
    ),
]
