"""The file kind of claims' parties."""

from accountability.parties.loading import FIELDS, check, compare, write
from riskcore.imports.kinds import FILE_KINDS, FileKind

FILE_KINDS.register(
    FileKind(
        key="claim-parties",
        label="Parties of claims",
        order=58,
        permission="import.parties",
        fields=FIELDS,
        check=check,
        compare=compare,
        write=write,
        row_means="one claim x party: an officer, a claimant or another number",
        counts=("party", "parties"),
    )
)
