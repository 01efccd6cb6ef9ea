"""Any file may carry the client's code; a kind with such a field of its own keeps it."""

from dataclasses import replace

from riskcore.imports.fields import CLIENT, fields_of
from riskcore.imports.kinds import Field
from tests.riskcore.imports.conftest import TOY


def test_every_kind_may_name_the_client() -> None:
    assert fields_of(TOY) == (*TOY.fields, CLIENT)


def test_a_kinds_own_client_field_stands() -> None:
    own = Field(key="client", label="Municipality")
    kind = replace(TOY, fields=(own,))
    assert fields_of(kind) == (own,)
