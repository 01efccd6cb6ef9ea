"""Submissions and renewals over HTTP, from opening to acceptance."""

from typing import Any

from django.urls import reverse

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.submissions.models import Submission
from tests.api.furnished import caller
from tests.factories.submissions import answer_all, insured, opened


def test_a_submission_goes_from_opened_to_accepted(
    alder: Client, uma: User, rita: User, chief: User
) -> None:
    insured(alder)
    address = reverse("api_client_submissions", args=[alder.code])
    made = caller(uma).post(address, {"starts_on": "2026-10-01"}, format="json")
    assert made.status_code == 201
    number = made.json()["id"]
    assert made["Location"] == reverse("api_submission", args=[number])
    answers = reverse("api_submission_answers", args=[number])
    said = {"answers": {"ENT-4": "1,200", "ENT-6": "much"}, "source": "Budget"}
    saved = caller(rita).post(answers, said, format="json").json()
    assert (saved["saved"], list(saved["problems"])) == (["ENT-4"], ["ENT-6"])
    row = Submission.objects.get(pk=number)
    answer_all(row, rita)
    attest = reverse("api_submission_attestations", args=[number])
    for person, capacity in ((rita, "manager"), (chief, "department")):
        answer = caller(person).post(attest, {"capacity": capacity}, format="json")
        assert answer.status_code == 200, answer.json()
    tag = answer["ETag"]
    submit = reverse("api_submission_submit", args=[number])
    assert caller(rita).post(submit, {}, format="json").status_code == 428
    stale = caller(rita).post(submit, {}, format="json", headers={"If-Match": '"0-0"'})
    assert stale.status_code == 412
    sent = caller(rita).post(submit, {}, format="json", headers={"If-Match": tag})
    assert sent.json()["status"] == "submitted"
    back = {"reason": "Unclear.", "asks": {"ENT-4": "With the annex?"}}
    match: Any = {"If-Match": sent["ETag"]}
    returned = caller(uma).post(
        reverse("api_submission_return", args=[number]), back, format="json", headers=match
    )
    assert returned.json()["status"] == "returned"
    assert any("With the annex?" in one for one in returned.json()["missing"])
    accept = reverse("api_submission_accept", args=[number])
    again = {"If-Match": returned["ETag"]}
    assert caller(uma).post(accept, {}, format="json", headers=again).status_code == 409
    [row_shown] = caller(uma).get(address).json()["results"]
    assert (row_shown["status"], row_shown["lines"]) == ("returned", ["POL"])


def test_renewals_and_marks(alder: Client, uma: User, lee: User, cal: User) -> None:
    insured(alder)
    opened(alder, uma)
    page = caller(uma).get(reverse("api_renewals") + "?as_of=2026-07-01").json()
    assert [row["client"] for row in page["results"]] == [alder.code]
    assert caller(lee).get(reverse("api_renewals") + "?as_of=2026-07-01").json()["total"] == 1
    assert caller(cal).get(reverse("api_renewals") + "?as_of=2026-07-01").json()["total"] == 0
    address = reverse("api_client_renewals", args=[alder.code])
    [one] = caller(lee).get(address).json()["results"]
    assert (one["expires_on"], one["current"]) == ("2026-10-01", "exposures")
    assert caller(cal).get(address).status_code == 404
    marks = reverse("api_client_renewal_marks", args=[alder.code])
    asked = {"expires_on": "2026-10-01", "step": "exposures", "verb": "waived"}
    assert caller(uma).post(marks, asked, format="json").status_code == 422
    asked["note"] = "Small."
    assert caller(uma).post(marks, asked, format="json").status_code == 201
    assert caller(uma).post(marks, asked, format="json").status_code == 409
