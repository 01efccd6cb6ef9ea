"""The file kind of a client's own crosswalk."""

from accountability.words.loading import FIELDS, check, compare, take_back, write
from riskcore.imports.kinds import FILE_KINDS, FileKind

FILE_KINDS.register(
    FileKind(
        key="crosswalk",
        label="Words and their codes",
        order=59,
        permission="complaint.map_words",
        fields=FIELDS,
        check=check,
        compare=compare,
        write=write,
        take_back=take_back,
        row_means="one word of the client's files and our code for it",
        counts=("word", "words"),
    )
)
