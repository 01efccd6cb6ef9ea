"""Addresses of the pages."""

from django.urls import path

from frontend import (
    client,
    complaint_list,
    complaints,
    cover,
    home,
    import_columns,
    imports,
    initiative,
    jobs,
    links,
    losses,
    outreach,
    portfolio,
    profile,
    rating,
    rating_plans,
    recommendations,
    reports,
    review,
    sign_in,
    what_if,
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
    path("clients/<slug:code>/complaints/", complaints.complaints, name="client_complaints"),
    path("complaint-to-claim/", links.book, name="links_book"),
    path("clients/<slug:code>/complaint-to-claim/", links.overview, name="client_links"),
    path("clients/<slug:code>/links/", links.queue, name="links_queue"),
    path("clients/<slug:code>/links/look/", links.look, name="links_look"),
    path("clients/<slug:code>/links/<int:number>/", links.decide, name="link"),
    path("clients/<slug:code>/complaints.csv", complaint_list.as_csv, name="complaints_csv"),
    path("clients/<slug:code>/outreach/", outreach.desk, name="client_outreach"),
    path("clients/<slug:code>/outreach/add/", outreach.add, name="outreach_add"),
    path("clients/<slug:code>/outreach/<int:number>/", initiative.initiative, name="initiative"),
    path(
        "clients/<slug:code>/outreach/<int:number>/evidence/",
        initiative.evidence,
        name="initiative_evidence",
    ),
    path(
        "clients/<slug:code>/outreach/<int:number>/correct/",
        initiative.correct,
        name="initiative_correct",
    ),
    path(
        "clients/<slug:code>/evidence/<int:number>/", initiative.evidence_file, name="evidence_file"
    ),
    path("review/", review.queue, name="review_queue"),
    path("review/<int:number>/", review.decide, name="review_decide"),
    path("clients/<slug:code>/timeline/", client.timeline, name="client_timeline"),
    path("clients/<slug:code>/losses/", losses.losses, name="client_losses"),
    path("clients/<slug:code>/losses/run.csv", losses.as_csv, name="loss_run_csv"),
    path("clients/<slug:code>/losses/run.json", losses.as_json, name="loss_run_json"),
    path("clients/<slug:code>/losses/pdf/", losses.ask_for_pdf, name="loss_run_pdf"),
    path("clients/<slug:code>/losses/pdf/<uuid:job_id>/", losses.pdf_job, name="loss_run_job"),
    path("clients/<slug:code>/losses/pdf/<uuid:job_id>/file/", losses.pdf, name="loss_run_file"),
    path("clients/<slug:code>/losses/claims/<path:number>/", losses.claim, name="claim"),
    path("clients/<slug:code>/rating/", rating.rating, name="client_rating"),
    path("clients/<slug:code>/rating/enter/", rating.judge, name="rating_judge"),
    path("clients/<slug:code>/rating/keep/", rating.keep, name="rating_keep"),
    path("clients/<slug:code>/rating/what-if/", what_if.what_if, name="rating_what_if"),
    *(
        path(f"clients/<slug:code>/rating/{place}", view, name=name)
        for place, view, name in (
            ("worksheets/<slug:worksheet_id>/", rating.one, "worksheet"),
            ("worksheets/<slug:worksheet_id>/pdf/", rating.ask_for_pdf, "worksheet_pdf"),
            ("pdf/<uuid:job_id>/", rating.pdf_job, "worksheet_job"),
            ("pdf/<uuid:job_id>/file/", rating.pdf, "worksheet_file"),
        )
    ),
    path("rating-plans/", rating_plans.plans, name="rating_plans"),
    path("rating-plans/write/", rating_plans.write, name="rating_plan_write"),
    *(
        path(f"rating-plans/<slug:number>/{place}", view, name=name)
        for place, view, name in (
            ("", rating_plans.plan, "rating_plan"),
            ("plan.json", rating_plans.export, "rating_plan_export"),
            ("change/", rating_plans.change, "rating_plan_change"),
            ("compare/<slug:other>/", rating_plans.compare, "rating_plan_compare"),
            ("<slug:verb>/", rating_plans.move, "rating_plan_move"),
        )
    ),
    path("clients/<slug:code>/cover/", cover.cover, name="client_cover"),
    path("clients/<slug:code>/cover/retro-date/", cover.accept_retro, name="cover_accept_retro"),
    path("clients/<slug:code>/imports/", imports.batches, name="client_imports"),
    path("clients/<slug:code>/imports/new/", imports.choose_kind, name="import_kinds"),
    path("clients/<slug:code>/imports/new/<slug:kind>/", imports.upload, name="import_upload"),
    *(
        path(f"clients/<slug:code>/imports/<uuid:batch_id>/{end}", view, name=name)
        for end, view, name in (
            ("", imports.batch, "import_batch"),
            ("columns/", import_columns.columns, "import_columns"),
            ("commit/", imports.commit, "import_commit"),
            ("hold/", imports.hold, "import_hold"),
            ("save-mapping/", imports.save_mapping, "import_save_mapping"),
            ("take-back/", imports.take_back, "import_take_back"),
            ("original/", imports.original, "import_original"),
        )
    ),
    path("examples/<slug:kind>/<slug:what>/", imports.example, name="example"),
]
