"""An outcome survives being kept in a file's row."""

from riskcore.imports.telling import outcome_from
from tests.riskcore.imports.conftest import Send, batch_of


def test_what_is_kept_is_what_was_told(send: Send) -> None:
    outcome = send("Number,Paid\nA1,5\nA2,x\nTotal,5\n", commit=True, accept_rejected=True)
    assert outcome_from(batch_of(outcome)) == outcome


def test_a_file_not_yet_read_has_an_empty_outcome(send: Send) -> None:
    outcome = outcome_from(batch_of(send(b"%PDF-1.7")))
    assert (outcome.status, outcome.rows, outcome.problems) == ("refused", 0, ())
    assert "PDF" in outcome.reason
