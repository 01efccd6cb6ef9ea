"""Finding a received file, its kind and its mapping for a person. Not visible means not found."""

import uuid

from riskcore.access.models import User
from riskcore.clients import queries as clients
from riskcore.errors import InvalidInput, NotFound
from riskcore.imports import mapping_text
from riskcore.imports.kinds import FILE_KINDS, FileKind
from riskcore.imports.mapping import Mapping
from riskcore.imports.models import ImportBatch, SavedMapping


def file_kind(key: str) -> FileKind:
    """The kind of this key, or NotFound with the known ones."""
    if key not in FILE_KINDS:
        raise NotFound(
            "import.kind_unknown",
            f"There is no kind of file {key!r}. Known are: {', '.join(FILE_KINDS.keys())}.",
            kind=key,
        )
    return FILE_KINDS.get(key)


def find_batch(*, by: User, batch_id: uuid.UUID | str) -> ImportBatch:
    """The received file, for a person who may import files of its kind for its client."""
    missing = NotFound(
        "import.unknown",
        f"There is no received file {str(batch_id)!r} that you may see. Check the list of imports.",
        batch=str(batch_id),
    )
    try:
        key = uuid.UUID(str(batch_id))
    except ValueError:
        raise missing from None
    batch = (
        ImportBatch.objects.visible_to(by).select_related("client__carrier").filter(pk=key).first()
    )
    if batch is None:
        raise missing
    clients.check(by=by, permission=file_kind(batch.kind).permission, client=batch.client)
    return batch


def committed_before(batch: ImportBatch) -> ImportBatch | None:
    """The same bytes, committed for the same client, kind and valuation and not taken back."""
    return (
        ImportBatch.objects.committed()
        .filter(
            client=batch.client,
            kind=batch.kind,
            sha256=batch.sha256,
            valued_on=batch.valued_on,
        )
        .exclude(pk=batch.pk)
        .order_by("-committed_at", "pk")
        .first()
    )


def resolve_mapping(*, batch: ImportBatch, mapping: Mapping | str | None) -> Mapping | None:
    """A mapping as given, or the client's saved one of that name."""
    if not isinstance(mapping, str):
        if mapping is not None and mapping.kind != batch.kind:
            raise InvalidInput(
                "mapping.kind",
                f"The mapping {mapping.name!r} is for files of kind {mapping.kind!r}; this file is of "
                f"kind {batch.kind!r}.",
            )
        return mapping
    saved = SavedMapping.objects.filter(client=batch.client, kind=batch.kind, name=mapping).first()
    if saved is None:
        names = SavedMapping.objects.filter(client=batch.client, kind=batch.kind)
        known = ", ".join(names.values_list("name", flat=True)) or "none"
        raise NotFound(
            "mapping.unknown",
            f"{batch.client} has no saved mapping {mapping!r} for files of kind {batch.kind!r}. "
            f"Saved are: {known}.",
            mapping=mapping,
        )
    return mapping_text.parse(saved.text, file_kind(batch.kind))


def mapping_of(batch: ImportBatch) -> Mapping | None:
    """The mapping a file was last previewed with; None has it suggested anew, by the same rule."""
    if not batch.mapping or batch.mapping.get("suggested"):
        return None
    return mapping_text.parse(str(batch.mapping["text"]), file_kind(batch.kind))
