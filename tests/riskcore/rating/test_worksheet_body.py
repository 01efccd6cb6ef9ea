"""The body of a worksheet holds its inputs whole."""

import json

from riskcore.access.models import User
from riskcore.canonical import canonical_json
from riskcore.clients.models import Client
from riskcore.rating.queries import worksheet
from riskcore.rating.worksheet_body import body_of, inputs_of
from tests.factories.rated_book import AS_OF
from tests.factories.rating import saved_judgement


def test_inputs_read_back_as_they_were(book: list[Client], uma: User) -> None:
    saved_judgement(book[0], uma)
    saved_judgement(book[0], uma, kind="credit", key="accreditation", value="0.0500")
    sheet = worksheet(by=uma, client_code="alder-falls", as_of=AS_OF)
    assert sheet.inputs is not None
    assert sheet.worked is not None
    body = body_of(sheet.inputs, sheet.worked, sheet.steps, plan="p", sha256="s")
    stored = json.loads(canonical_json(body))
    assert inputs_of(stored) == sheet.inputs
    assert stored["result"]["premium"] == str(sheet.worked.priced.premium)
    assert stored["plan"] == {"number": "p", "sha256": "s"}
    assert len(stored["steps"]) == len(sheet.steps)
