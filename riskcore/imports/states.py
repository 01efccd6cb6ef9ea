"""The states of a received file and its moves."""

from riskcore.imports.models import BatchStatus
from riskcore.lifecycle import Lifecycle, Step

_OPEN = frozenset({BatchStatus.RECEIVED, BatchStatus.PREVIEWED, BatchStatus.HELD})

IMPORT = Lifecycle(
    "received file",
    {
        BatchStatus.RECEIVED: "stored, not yet read",
        BatchStatus.PREVIEWED: "read, checked and compared; nothing written",
        BatchStatus.HELD: "something must be decided or mended before it may be committed",
        BatchStatus.COMMITTED: "its rows count",
        BatchStatus.REFUSED: "kept with the reason why it cannot be read",
        BatchStatus.TAKEN_BACK: "its rows no longer count",
    },
    [
        Step(verb="preview", sources=_OPEN, target=BatchStatus.PREVIEWED),
        Step(verb="hold", sources=_OPEN, target=BatchStatus.HELD),
        Step(
            verb="commit",
            sources=frozenset({BatchStatus.PREVIEWED, BatchStatus.HELD}),
            target=BatchStatus.COMMITTED,
        ),
        Step(
            verb="take_back",
            sources=frozenset({BatchStatus.COMMITTED}),
            target=BatchStatus.TAKEN_BACK,
            permission="import.take_back",
        ),
    ],
)
