"""The page of where the book gathers, and its file with the same choice."""

import csv
from datetime import date

from django.test import Client as Browser
from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from tests.factories.losses import load
from tests.frontend.pages import text_of

AS_OF = date(2026, 9, 30)


def test_the_page_opens_on_where_most_of_it_is(
    alder: Client, ana: User, uma: User, client: Browser
) -> None:
    row = {"number": "1", "occurred_on": date(2026, 1, 1), "indemnity_paid": 9_000}
    load(alder, ana, AS_OF, {**row, "status": "closed"})
    client.force_login(uma)
    page = text_of(client.get(reverse("concentration")))
    assert "The largest client holds 100 % of what was incurred; TX holds 100 %." in page
    assert "1 of 1 clients" in page
    assert "law-enforcement liability" in page
    narrowed = text_of(client.get(reverse("concentration") + "?state=GA&within=90"))
    assert "0 of 1 clients, GA, renewal within 90 days" in narrowed
    assert "Nothing was incurred" in narrowed
    file = client.get(reverse("concentration_export") + f"?as_of={AS_OF}")
    rows = list(csv.DictReader(file.content.decode("utf-8-sig").splitlines()))
    assert {row["incurred"] for row in rows} == {"0.00", "9000.00"}  # the years before had none
    assert "concentration-2026-09-30.csv" in file["Content-Disposition"]


def test_the_department_may_not(alder: Client, lee: User, client: Browser) -> None:
    client.force_login(lee)
    assert client.get(reverse("concentration")).status_code == 403
    assert "Where it gathers" not in text_of(client.get(reverse("portfolio")))
