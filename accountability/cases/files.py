"""Files of a case: kept under a random name with their hash, opened only within the department."""

from typing import IO

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from accountability.cases.actions import find_case
from accountability.cases.models import Attachment, Case
from accountability.codes import PRIVILEGES
from accountability.complaints.attributes import check_code
from riskcore.access.models import User
from riskcore.audit import actions as audit
from riskcore.errors import InvalidInput, NotFound
from riskcore.files import inspection
from riskcore.files.sending import Opened, open_unchanged
from riskcore.files.storing import removed_on_failure


def attach(
    *,
    by: User,
    case_id: int,
    file: IO[bytes],
    file_name: str,
    privilege: str = "none",
    title: str = "",
) -> Attachment:
    """Keep one file with a case. What it is is told by its content, never by its name.

    Raises NotFound, PermissionDenied; InvalidInput where the file cannot be taken
    (``riskcore.files.inspection``), the label is unknown or the same file is there already. Records
    case.file_added.
    """
    case = find_case(by=by, case_id=case_id, permission="case.handle")
    check_code("privilege", privilege, PRIVILEGES)
    inspected = inspection.inspect(file, file_name=file_name)
    if Attachment.objects.filter(case=case, sha256=inspected.sha256).exists():
        raise _already_there(inspected.file_name)
    attachment = Attachment(
        case=case,
        privilege=privilege,
        title=title.strip()[:200],
        file_name=inspected.file_name,
        content_type=inspected.content_type,
        size=inspected.size,
        sha256=inspected.sha256,
        uploaded_by=by,
    )
    attachment.file.save(f"{get_random_string(32)}.{inspected.extension}", File(file), save=False)
    try:
        with removed_on_failure(attachment.file), transaction.atomic():
            attachment.save(force_insert=True)
            _record(by, "case.file_added", attachment, case)
    except IntegrityError as failure:
        raise _already_there(attachment.file_name) from failure
    return attachment


def open_file(*, by: User, attachment_id: int) -> Opened:
    """Open one file, unless its bytes are no longer those received. Records case.file_opened: privilege
    is kept by knowing who read."""
    attachment = (
        Attachment.objects.visible_to(by).select_related("case").filter(pk=attachment_id).first()
    )
    if attachment is None:
        raise NotFound(
            "case.file_unknown",
            f"You asked for the file {attachment_id}; there is none with that number that you may "
            "see. Open it from its case.",
            attachment=attachment_id,
        )
    case = find_case(by=by, case_id=attachment.case_id, permission="case.open_attachment")
    opened = open_unchanged(
        attachment.file,
        sha256=attachment.sha256,
        content_type=attachment.content_type,
        size=attachment.size,
        file_name=attachment.file_name,
    )
    _record(by, "case.file_opened", attachment, case)
    return opened


def _record(by: User, verb: str, attachment: Attachment, case: Case) -> None:
    audit.record(
        by=by,
        verb=verb,
        subject=attachment,
        client=case.client,
        number=case.complaint.number,
        privilege=attachment.privilege,
        sha256=attachment.sha256,
    )


def _already_there(file_name: str) -> InvalidInput:
    return InvalidInput(
        "case.file_already_there",
        f"You sent {file_name!r}; the very same file is with this case already.",
        file_name=file_name,
    )
