"""Whether a copy is the issued one, superseded or unknown, for whoever holds it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, TooMany
from riskcore.reports import standing as module
from riskcore.reports.actions import request_report
from riskcore.reports.models import Report
from riskcore.reports.standing import Standing, read_hash, standing
from tests.factories.reports import released
from tests.factories.snapshots import AS_OF

HASH = "0123456789abcdef" * 4
HERE = "192.0.2.7"


@pytest.mark.parametrize(
    "text", [HASH, f" {HASH.upper()}\n", f"SHA-256: {HASH[:32]} {HASH[32:]}", f"sha256={HASH}"]
)
def test_a_hash_is_read_as_people_paste_it(text: str) -> None:
    assert read_hash(text) == HASH


@pytest.mark.parametrize("text", ["", HASH[1:], HASH + "0", "g" * 64, "<script>"])
def test_what_is_no_hash_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(InvalidInput, match="64 digits") as caught:
        read_hash(text)
    assert caught.value.facts == {"field": "sha256"}


def again(by: User, second: User, *, audience: str = "council", days: int = 0) -> Report:
    row = request_report(
        by=by, client_code="alder-falls", as_of=AS_OF + timedelta(days=days), audience=audience
    )
    return released(row, by=second)


def test_an_issued_copy_stands_until_a_newer_one_for_the_same_readers(
    issued: Report, ana: User, uma: User
) -> None:
    before = AuditEvent.objects.count()
    found = standing(sha256=issued.sha256, caller=HERE)
    assert found == Standing(
        sha256=issued.sha256,
        standing="issued",
        number=issued.number,
        as_of=AS_OF,
        issued_on=timezone.localdate(),
        pages=7,
    )
    assert AuditEvent.objects.count() == before
    again(ana, uma, audience="insurer")
    again(ana, uma, days=-1)
    assert standing(sha256=issued.sha256, caller=HERE).standing == "issued"
    newer = again(ana, uma)
    found = standing(sha256=issued.sha256, caller=HERE)
    assert (found.standing, found.newer_number) == ("superseded", newer.number)
    assert found.newer_issued_on == timezone.localdate()
    assert standing(sha256=newer.sha256, caller=HERE).standing == "issued"


def test_a_draft_and_a_strange_file_are_both_unknown(drafted: Report) -> None:
    assert standing(sha256=drafted.sha256, caller=HERE) == Standing(
        sha256=drafted.sha256, standing="unknown"
    )
    assert standing(sha256=HASH, caller=HERE).standing == "unknown"


def test_one_address_may_not_ask_without_end(
    alder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHECKS", 2)
    for _ in range(2):
        standing(sha256=HASH, caller=HERE)
    with pytest.raises(TooMany, match="2 times within fifteen minutes") as caught:
        standing(sha256=HASH, caller=HERE)
    assert 0 < caught.value.facts["retry_after"] <= 900
    assert standing(sha256=HASH, caller="192.0.2.8").standing == "unknown"
