"""The fields a mapping may fill: those of the kind, and ``client``, which any file may carry."""

from riskcore.imports.kinds import Field, FileKind

CLIENT = Field(
    key="client",
    label="Client code",
    synonyms=("client", "client code", "member code"),
    help="Code or name of the client. A file that names another client is refused.",
)


def fields_of(kind: FileKind) -> tuple[Field, ...]:
    """The kind's fields, and the client unless the kind has one of its own."""
    own = any(field.key == CLIENT.key for field in kind.fields)
    return kind.fields if own else (*kind.fields, CLIENT)
