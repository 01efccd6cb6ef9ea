"""Parties of claims come from the city and its chief, never from an insurer."""

from accountability.permissions import PERSONAL_FILES
from riskcore.access.rules import INSURER, roles_for
from riskcore.imports.kinds import FILE_KINDS


def test_no_insurer_sends_or_reads_about_parties() -> None:
    kind = FILE_KINDS.get("claim-parties")
    assert kind.key in PERSONAL_FILES
    assert roles_for(kind.permission)
    assert not roles_for(kind.permission) & INSURER
