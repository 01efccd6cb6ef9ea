"""Addresses of the pages about outreach, its evidence, material and credit, for ``urls.py`` to place."""

from django.urls import path
from django.urls.resolvers import URLPattern

from frontend import (
    audits,
    calls,
    coverage,
    credit,
    credit_letters,
    effect,
    flyer,
    initiative,
    initiative_steps,
    outreach,
    partners,
    planned,
    review,
    services,
)

PAGES: list[URLPattern] = [
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
    path(
        "clients/<slug:code>/evidence/<int:number>/original/",
        initiative.evidence_original,
        name="evidence_original",
    ),
    *(
        path(f"clients/<slug:code>/partners/{end}", view, name=name)
        for end, view, name in (
            ("", partners.partners, "client_partners"),
            ("<int:number>/", partners.partner, "partner"),
            ("<int:number>/contact/", partners.contact, "partner_contact"),
            ("<int:number>/end/", partners.end, "partner_end"),
        )
    ),
    path("complaints-after-outreach/", effect.book, name="effect_book"),
    path("clients/<slug:code>/complaints-after-outreach/", effect.own, name="client_effect"),
    path("clients/<slug:code>/coverage/", coverage.coverage, name="client_coverage"),
    path("clients/<slug:code>/credit/", credit.credit, name="client_credit"),
    path("clients/<slug:code>/credit/what-if/", credit.supposed, name="client_credit_what_if"),
    *(
        path(f"clients/<slug:code>/credit/letters/{end}", view, name=name)
        for end, view, name in (
            ("", credit_letters.ask, "credit_letter_ask"),
            ("<uuid:job_id>/", credit_letters.job, "credit_letter_job"),
            ("<slug:letter_id>/paper/", credit_letters.file, "credit_letter"),
        )
    ),
    path("q/<slug:token>/", flyer.short_link, name="short_link"),
    path("calendars/<slug:token>.ics", planned.subscribed, name="calendar_feed"),
    path("clients/<slug:code>/calendar/", planned.calendar, name="client_calendar"),
    path("clients/<slug:code>/calendar/address/", planned.address, name="calendar_address"),
    path("clients/<slug:code>/calendar/<uuid:uid>/", planned.change, name="event_change"),
    path("clients/<slug:code>/calendar/<uuid:uid>.ics", planned.event_file, name="event_file"),
    path("clients/<slug:code>/short-links/", flyer.links, name="client_links_followed"),
    path("clients/<slug:code>/outreach/<int:number>/flyer/", flyer.ask, name="flyer_ask"),
    path("clients/<slug:code>/flyers/<uuid:job_id>/", flyer.job, name="flyer_job"),
    path("clients/<slug:code>/flyers/<uuid:job_id>/file/", flyer.file, name="flyer_file"),
    path("clients/<slug:code>/services/", services.services, name="client_services"),
    path("clients/<slug:code>/calls/", calls.calls, name="client_calls"),
    path("clients/<slug:code>/outreach/<int:number>/told/", services.told, name="initiative_told"),
    path(
        "clients/<slug:code>/outreach/<int:number>/given/", partners.given, name="initiative_given"
    ),
    path(
        "clients/<slug:code>/outreach/<int:number>/step/",
        initiative_steps.step,
        name="initiative_step",
    ),
    path(
        "clients/<slug:code>/outreach/nothing-to-report/",
        initiative_steps.nothing,
        name="outreach_nothing",
    ),
    path("audits/", audits.audits, name="outreach_audits"),
    path("audits/<int:number>/", audits.outcome, name="outreach_audit_outcome"),
    path("review/", review.queue, name="review_queue"),
    path("review/<int:number>/", review.decide, name="review_decide"),
]
