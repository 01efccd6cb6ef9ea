"""Every endpoint there is: what reads, what writes, and what belongs to no one client."""

from tests.architecture.test_guarded_urls import API

HOUSE = {
    "api_schema",
    "api_me",
    "api_clients",
    "api_file_kinds",
    "api_portfolio",
    "api_desk",
    "api_review_queue",
    "api_outreach_audits",
    "api_book_complaint_to_claim",
    "api_underwriting_desk",
    "api_book_rating",
    "api_book_triangle",
    "api_book_simulation",
    "api_book_trial",
    "api_rating_plans",
    "api_concentration",
    "api_book_outreach_effect",
    "api_renewals",
    "api_report_check",
}
READS = [str(route.name) for _, route in API if hasattr(route.callback.view_class, "get")]  # type: ignore[attr-defined]
WRITES = [
    (str(route.name), method)
    for _, route in API
    for method in ("post", "put", "patch", "delete")
    if hasattr(route.callback.view_class, method)  # type: ignore[attr-defined]
]
VIEWS = {str(route.name): route.callback.view_class for _, route in API}  # type: ignore[attr-defined]
