"""Reading and comparing changes nothing and may be done again."""

from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.imports.models import ImportBatch
from riskcore.imports.preparing import prepare, stamp_of, why_held
from tests.riskcore.imports.conftest import Send, batch_of


def test_preparing_writes_nothing(send: Send, ana: User) -> None:
    batch = batch_of(send("Number,Paid\nA1,5\n"))
    before = AuditEvent.objects.count(), ImportBatch.objects.values().get()
    first = prepare(by=ana, batch=batch, mapping=None)
    second = prepare(by=ana, batch=batch, mapping=None)
    assert first.accepted.equals(second.accepted)
    assert (AuditEvent.objects.count(), ImportBatch.objects.values().get()) == before
    assert first.stamp == stamp_of(batch) > 0


def test_a_mapping_that_names_a_missing_column_says_which_there_are(send: Send) -> None:
    outcome = send("Number,Paid\nA1,5\n", '[columns]\nnumber = "Claim"\n')
    assert outcome.problems[0].rule == "mapping.header_unknown"
    assert "'Number', 'Paid'" in outcome.reason


def test_columns_nobody_reads_are_noted(send: Send) -> None:
    outcome = send("Number,Colour\nA1,red\n", 'ignore_columns = []\n[columns]\nnumber = "Number"\n')
    assert outcome.notes == ("Columns not read: 'Colour'.",)
    quiet = send(
        "Number,Colour\nA1,red\n", 'ignore_columns = ["colour"]\n[columns]\nnumber = "Number"\n'
    )
    assert quiet.notes == ()


def test_rejected_rows_hold_a_file_unless_they_are_accepted(send: Send, ana: User) -> None:
    batch = batch_of(send("Number,Paid\nA1,5\nA2,x\n"))
    prepared = prepare(by=ana, batch=batch, mapping=None)
    assert "1 of 2 rows have a problem" in why_held(prepared, accept_rejected=False)
    assert why_held(prepared, accept_rejected=True) == ""
