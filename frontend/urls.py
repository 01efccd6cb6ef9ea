"""Addresses of the pages."""

from django.urls import path

from frontend import client, complaints, home, initiative, outreach, portfolio, review, sign_in

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", home.healthz, name="healthz"),
    path("theme/", home.theme, name="theme"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.password, name="password"),
    path("clients/", portfolio.clients, name="portfolio"),
    path("clients/<slug:code>/", client.overview, name="client"),
    path("clients/<slug:code>/complaints/", complaints.complaints, name="client_complaints"),
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
]
