"""Addresses of the pages."""

from django.urls import path

from frontend import (
    client,
    home,
    jobs,
    portfolio,
    profile,
    recommendations,
    reports,
    sign_in,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", home.healthz, name="healthz"),
    path("theme/", home.theme, name="theme"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.password, name="password"),
    path("clients/", portfolio.clients, name="portfolio"),
    path("clients.csv", portfolio.export, name="portfolio_export"),
    path("clients/<slug:code>/", profile.overview, name="client"),
    path("clients/<slug:code>/peek/", portfolio.peek, name="client_peek"),
    path("clients/<slug:code>/freeze/", profile.freeze, name="client_freeze"),
    path(
        "clients/<slug:code>/snapshots/<slug:snapshot_id>/",
        profile.snapshot,
        name="client_snapshot",
    ),
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
    path("clients/<slug:code>/reports/<uuid:report_id>/issue/", reports.issue, name="report_issue"),
    path(
        "clients/<slug:code>/reports/<uuid:report_id>/verify/",
        reports.verify,
        name="report_verify",
    ),
    path("jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("jobs/<uuid:job_id>/cancel/", jobs.cancel, name="job_cancel"),
    path("jobs/<uuid:job_id>/retry/", jobs.retry, name="job_retry"),
    path("clients/<slug:code>/timeline/", client.timeline, name="client_timeline"),
]
