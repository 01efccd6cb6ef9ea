"""Words of a department's files are sent by the department, never by an insurer."""

from accountability.permissions import PERSONAL_FILES
from riskcore.access.rules import INSURER, roles_for
from riskcore.imports.kinds import FILE_KINDS


def test_no_insurer_sends_or_reads_about_words() -> None:
    kind = FILE_KINDS.get("crosswalk")
    assert kind.key in PERSONAL_FILES
    assert roles_for(kind.permission)
    assert not roles_for(kind.permission) & INSURER
