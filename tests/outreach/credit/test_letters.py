"""A credit letter says all it rests on, is kept as drawn, and is the same for the same records."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pypdf import PdfReader

from outreach.credit import letters
from outreach.credit.facts import gather
from outreach.credit.models import CreditLetter
from outreach.credit.plan import plan_named
from outreach.evidence.models import Evidence
from outreach.initiatives.models import Initiative
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.canonical import sha256
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.jobs import runner
from riskcore.jobs.models import Job
from riskcore.reports.actions import BytesChanged
from tests.factories import credit as factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def earned(alder: Client, lee: User, ana: User, chief: User) -> Client:
    factory.counted(alder, chief)
    factory.four(lee, ana, alder)
    return alder


def drawn(by: User, client: Client) -> Job:
    job = letters.ask(by=by, client_code=client.code)
    runner.run(str(job.pk))
    job.refresh_from_db()
    assert job.status == "done", job.error_message
    return job


def test_it_states_plan_steps_items_hashes_and_gates(earned: Client, ana: User, lee: User) -> None:
    row = letters.find(by=lee, letter_id=drawn(ana, earned).result["letter"])
    file = letters.read(by=lee, letter_id=row.pk)
    assert (row.pk, row.pdf_sha256) == (sha256(row.body), sha256(file.content))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(file.content)).pages)
    plain = text.replace("\u00a0", " ").replace("\n", " ")
    for words in ("credit-2026.1", "0.1 %", "33.6 points", "Title of S1", "open to everyone"):
        assert words in plain
    packed = "".join(text.split())
    digests = list(Evidence.objects.values_list("sha256", flat=True))
    assert digests
    assert all(digest in packed for digest in [*digests, row.pk])
    with pikepdf.open(BytesIO(file.content)) as pdf:
        [kept] = [one.get_file().read_bytes() for one in pdf.attachments.values()]
    assert kept.decode() == row.body
    assert AuditEvent.objects.filter(verb="credit_letter.drawn").count() == 1


def test_the_same_records_give_the_same_letter_and_the_same_bytes(
    earned: Client, ana: User, uma: User
) -> None:
    first, again = drawn(ana, earned), drawn(uma, earned)
    assert first.result == again.result
    row = CreditLetter.objects.get()
    content = letters.read(by=ana, letter_id=row.pk).content
    CreditLetter.objects.all().delete()
    assert letters.read(by=uma, letter_id=drawn(uma, earned).result["letter"]).content == content
    assert letters.html_of(row.body) == letters.html_of(row.body)


def test_what_comes_after_changes_no_letter(earned: Client, ana: User, lee: User) -> None:
    first = drawn(ana, earned).result["letter"]
    before = letters.read(by=lee, letter_id=first).content
    Initiative.objects.filter(reference="R-S1").update(title="Told otherwise")
    second = drawn(ana, earned).result["letter"]
    assert second != first
    assert letters.read(by=lee, letter_id=first).content == before
    assert "Told otherwise" not in letters.find(by=lee, letter_id=first).body
    listed = [row.pk for row in letters.letters_of(by=lee, client_code=earned.code)]
    assert listed == [second, first]


@pytest.mark.parametrize("name", ["lee", "rita", "ben", "chief"])
def test_the_insurers_side_draws_and_the_department_reads(
    name: str, earned: Client, ana: User, request: pytest.FixtureRequest
) -> None:
    who = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        letters.ask(by=who, client_code=earned.code)
    row = factory.letter(earned, ana)
    assert letters.read(by=who, letter_id=row.pk).content


def test_another_carriers_letter_is_not_found(earned: Client, ana: User, cal: User) -> None:
    row = factory.letter(earned, ana)
    for verb in (letters.find, letters.read):
        with pytest.raises(NotFound):
            verb(by=cal, letter_id=row.pk)
    with pytest.raises(NotFound):
        letters.ask(by=cal, client_code=earned.code)


def test_no_letter_of_what_is_not_known_or_yet_to_come(alder: Client, ana: User) -> None:
    with pytest.raises(InvalidInput, match="cannot be computed, because no residents"):
        letters.ask(by=ana, client_code=alder.code)
    with pytest.raises(InvalidInput, match="a day to come"):
        letters.ask(by=ana, client_code=alder.code, as_of=timezone.localdate() + timedelta(days=1))
    assert not Job.objects.exists()


def test_changed_bytes_are_refused(earned: Client, ana: User) -> None:
    row = factory.letter(earned, ana)
    default_storage.delete(row.file.name)
    with pytest.raises(BytesChanged):
        letters.read(by=ana, letter_id=row.pk)


def test_the_letter_of_a_year_ago_is_what_the_credit_moves_from(earned: Client, ana: User) -> None:
    today = timezone.localdate()
    plan = {earned.pk: plan_named("credit-2026.1")}

    def before(**day: Any) -> str:
        return str(gather([earned], plan, as_of=today, **day)[earned.pk].before)

    assert before() == "0.0"
    factory.letter(earned, ana, percent="2.4", as_of=today - timedelta(days=5))
    assert before() == "0.0"  # within the year
    year_ago = today - timedelta(days=360)
    then = timezone.now() - timedelta(days=360)
    late = factory.letter(earned, ana, percent="1.1", as_of=year_ago)
    assert before() == "0.0"  # drawn only now
    CreditLetter.objects.filter(pk=late.pk).update(drawn_at=then)
    assert before() == "1.1"
    assert before(known_at=then - timedelta(days=1)) == "0.0"


def test_the_body_is_plain_data(earned: Client, ana: User) -> None:
    body = json.loads(CreditLetter.objects.get(pk=drawn(ana, earned).result["letter"]).body)
    assert [item["reference"] for item in body["items"]] == ["R-S1", "R-S2", "R-S3", "R-S4"]
    assert all(item["files"] for item in body["items"])
    assert body["score"]["total"] == pytest.approx(33.6, abs=0.1)
    assert "known_at" not in body
