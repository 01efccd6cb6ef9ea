"""Documents of a review: kept under their hash, opened by whom they concern, never twice."""

from io import BytesIO
from typing import Any

import pytest

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.underwriting.documents import attach, documents, open_document
from riskcore.underwriting.models import Review
from tests.factories.underwriting import policy, review

LETTER = b"date,words\r\n2026-09-01,We accept.\r\n"


@pytest.fixture(autouse=True)
def _files_apart(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def opened(alder: Client, uma: User) -> Review:
    policy(alder)
    return review(alder, by=uma)


def keep(by: User, row: Review, kind: str = "letter") -> Any:
    return attach(by=by, number=row.number, file=BytesIO(LETTER), file_name="letter.csv", kind=kind)


def test_it_is_kept_listed_and_opened_as_received(opened: Review, uma: User) -> None:
    row = keep(uma, opened)
    [line] = documents(by=uma, number=opened.number)
    assert (line.id, line.kind_label, line.size) == (row.pk, "letter or e-mail", len(LETTER))
    found = open_document(by=uma, document_id=row.pk)
    assert found.stream.read() == LETTER
    found.stream.close()
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"underwriting.document_added", "underwriting.document_opened"} <= verbs


def test_the_same_file_twice_and_an_unknown_kind_are_refused(opened: Review, uma: User) -> None:
    keep(uma, opened)
    with pytest.raises(InvalidInput) as again:
        keep(uma, opened)
    assert again.value.code == "review.document_already_there"
    with pytest.raises(InvalidInput) as unknown:
        keep(uma, opened, kind="poem")
    assert unknown.value.code == "review.document_kind"


def test_it_is_the_insurers_alone(
    opened: Review, uma: User, ben: User, cal: User, chief: User
) -> None:
    row = keep(uma, opened)
    for nobody in (cal, chief):
        with pytest.raises(NotFound):
            open_document(by=nobody, document_id=row.pk)
    with pytest.raises(PermissionDenied):
        keep(ben, opened)
