"""Files of a case: known by content, opened within the department alone, each opening recorded."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile

from accountability.cases.files import attach, open_file
from accountability.cases.models import Attachment, Case
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def attached(case: Case, by: User, content: bytes = b"What the witness said.\n") -> Attachment:
    return attach(
        by=by,
        case_id=case.pk,
        file=BytesIO(content),
        file_name="../statement.txt",
        privilege="compelled",
    )


def test_a_file_is_kept_with_its_hash_and_label(case: Case, ivy: User) -> None:
    row = attached(case, ivy)
    assert (row.file_name, row.privilege, row.content_type) == (
        "statement.txt",
        "compelled",
        "text/plain",
    )
    opened = open_file(by=ivy, attachment_id=row.pk)
    assert opened.stream.read() == b"What the witness said.\n"
    opened.stream.close()
    assert opened.headers["Content-Disposition"].startswith("attachment")
    verbs = AuditEvent.objects.filter(verb__startswith="case.file").values_list("verb", flat=True)
    assert set(verbs) == {"case.file_added", "case.file_opened"}


def test_the_same_file_is_kept_once_and_a_page_never(case: Case, ivy: User) -> None:
    attached(case, ivy)
    with pytest.raises(InvalidInput, match="already"):
        attached(case, ivy)
    with pytest.raises(InvalidInput) as refused:
        attached(case, ivy, b"<script>alert(1)</script>")
    assert refused.value.code == "file.markup"


@pytest.mark.parametrize("person", ["uma", "ana", "ben", "dee", "cal", "rita", "lee"])
def test_nobody_outside_the_department_opens_it(
    case: Case, ivy: User, person: str, request: pytest.FixtureRequest
) -> None:
    row = attached(case, ivy)
    stranger = request.getfixturevalue(person)
    with pytest.raises(NotFound):
        open_file(by=stranger, attachment_id=row.pk)
    with pytest.raises(NotFound):
        attached(case, stranger, b"other words")


def test_a_file_that_changed_is_not_given_out(case: Case, ivy: User) -> None:
    row = attached(case, ivy)
    row.file.storage.delete(row.file.name)
    row.file.storage.save(row.file.name, ContentFile(b"other"))
    with pytest.raises(NotFound, match="no longer has the bytes"):
        open_file(by=ivy, attachment_id=row.pk)
