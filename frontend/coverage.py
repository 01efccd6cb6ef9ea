"""Where outreach reached, strategy by district and quarter, and what to do next."""

from django.http import HttpResponseBase
from django.shortcuts import render

from frontend.access import client_page
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from outreach.coverage.queries import Coverage, district_coverage
from outreach.initiatives.models import Strategy
from riskcore.clients.models import Client

TAB = "client_outreach"


@client_page(permission="outreach.view")
def coverage(request: PageRequest, client: Client) -> HttpResponseBase:
    found = district_coverage(by=request.user, client_code=client.code)
    context = {
        **client_shell(request, client, TAB),
        "found": found,
        "finding": finding(found),
        "strategies": [str(strategy.label).capitalize() for strategy in Strategy],
    }
    return render(request, "frontend/coverage/coverage.html", context)


def finding(found: Coverage) -> str:
    """The reach in one sentence."""
    listed = [each for each in found.reach.districts if each.is_listed]
    if not listed:
        return "The department lists no districts, so only those that initiatives name are shown."
    unreached = found.reach.unreached
    if not unreached:
        return f"Each of the {len(listed)} districts was reached since {found.reach.quarters[0]}."
    were = "was" if len(unreached) == 1 else "were"
    return (
        f"{len(unreached)} of {len(listed)} districts {were} not reached since "
        f"{found.reach.quarters[0]}: {', '.join(unreached)}."
    )
