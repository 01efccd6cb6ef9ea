"""A copy checked over HTTP."""

from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.reports.actions import request_report
from tests.api.furnished import AS_OF, caller
from tests.factories.reports import released


def test_whoever_holds_the_file_learns_what_it_is(
    alder: Client, ana: User, uma: User, cal: User, quick_engine: None
) -> None:
    asked = request_report(by=ana, client_code=alder.code, as_of=AS_OF)
    issued = released(asked, by=uma)
    api = caller(cal)
    known = api.get(reverse("api_report_check", args=[issued.sha256])).json()
    assert (known["standing"], known["number"]) == ("issued", issued.number)
    assert known["as_of"] == AS_OF.isoformat()
    unknown = api.get(reverse("api_report_check", args=["0" * 64])).json()
    assert (unknown["standing"], unknown["number"], unknown["as_of"]) == ("unknown", "", None)
    refused = api.get(reverse("api_report_check", args=["abc"]))
    assert refused.status_code == 422
    assert refused.json()["code"] == "report.hash_malformed"
