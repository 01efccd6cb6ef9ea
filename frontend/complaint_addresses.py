"""Addresses of the pages about complaints and what is joined to them, for ``urls.py`` to place."""

from django.urls import path
from django.urls.resolvers import URLPattern

from frontend import (
    alert,
    cases,
    clock_reminders,
    clocks,
    complaint_list,
    complaint_measures,
    complaints,
    compliments,
    contract_limits,
    force_months,
    links,
    officers,
    retention,
    transparency,
    warning_rules,
    warnings,
    ways_in,
    words,
)

PAGES: list[URLPattern] = [
    path("clients/<slug:code>/cases/", cases.cases, name="client_cases"),
    path("clients/<slug:code>/cases/new/", cases.take_in, name="complaint_take_in"),
    path("clients/<slug:code>/cases/<int:number>/", cases.case, name="case"),
    path("clients/<slug:code>/cases/<int:number>/move/", cases.move, name="case_move"),
    path("clients/<slug:code>/cases/<int:number>/act/", cases.act, name="case_act"),
    path("clients/<slug:code>/officers/", officers.names, name="client_officers"),
    path("clients/<slug:code>/officers/name/", officers.enter, name="officer_name"),
    path("clients/<slug:code>/words/", words.words, name="client_words"),
    path("clients/<slug:code>/words/map/", words.mapped, name="word_map"),
    path("clients/<slug:code>/retention/", retention.retention, name="client_retention"),
    path("clients/<slug:code>/retention/act/", retention.act, name="retention_act"),
    path("clients/<slug:code>/case-files/<int:number>/", cases.attachment, name="case_file"),
    path(
        "clients/<slug:code>/complaints/<int:number>/case/", cases.open_one, name="complaint_case"
    ),
    path("clients/<slug:code>/ways-to-complain/", ways_in.ways, name="ways_in"),
    path("clients/<slug:code>/compliments/", compliments.compliments, name="client_compliments"),
    path("clients/<slug:code>/force-months/", force_months.months, name="client_force_months"),
    path("clients/<slug:code>/clock-reminders/", clock_reminders.page, name="clock_reminders"),
    path("clients/<slug:code>/contract-limits/", contract_limits.limits, name="contract_limits"),
    path("clients/<slug:code>/complaints/", complaints.complaints, name="client_complaints"),
    path("complaint-to-claim/", links.book, name="links_book"),
    path("clients/<slug:code>/complaint-to-claim/", links.overview, name="client_links"),
    path("clients/<slug:code>/links/", links.queue, name="links_queue"),
    path("clients/<slug:code>/links/look/", links.look, name="links_look"),
    path("clients/<slug:code>/links/<int:number>/", links.decide, name="link"),
    path(
        "clients/<slug:code>/complaints/measures/",
        complaint_measures.measures,
        name="complaint_measures",
    ),
    path("clients/<slug:code>/complaints/public/", transparency.decisions, name="transparency"),
    path("open/<slug:code>/", transparency.department, name="public_department"),
    path("open/<slug:code>/<slug:data_set>.csv", transparency.table, name="public_table"),
    path("clients/<slug:code>/complaints.csv", complaint_list.as_csv, name="complaints_csv"),
    path(
        "clients/<slug:code>/exports/<slug:kind>.csv",
        complaint_list.as_kind,
        name="complaint_export",
    ),
    path("clients/<slug:code>/warnings/", warnings.warnings, name="client_warnings"),
    path("clients/<slug:code>/warnings/ask/", warnings.ask_rules, name="ask_rules"),
    path("clients/<slug:code>/warnings/rules/", warning_rules.rules, name="warning_rules"),
    path("clients/<slug:code>/warnings/<int:number>/", alert.alert, name="alert"),
    path("clients/<slug:code>/clocks/<int:complaint_id>/", clocks.case, name="case_clocks"),
]
