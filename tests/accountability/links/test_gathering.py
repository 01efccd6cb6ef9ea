"""Records as the rule compares them: one for a report number, tokens only, what was taken back gone."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accountability.links.gathering import records_of
from accountability.links.matching import Kind
from riskcore.clients.models import Client
from tests.accountability.links.conftest import EVENING, Evening
from tests.factories.accountability import ComplaintFactory, ForceReportFactory, OfficerFactory


def test_each_kind_says_what_it_knows(evening: Evening, alder: Client) -> None:
    found = {record.kind: record for record in records_of(alder)}
    complaint, force, claim = (found[kind] for kind in Kind)
    assert (complaint.number, complaint.occurred_on, complaint.matters) == (
        "IA1",
        EVENING,
        {"force"},
    )
    assert complaint.officers == force.officers == claim.officers == {evening.officer.token}
    assert (claim.number, claim.id, claim.matters) == ("L1", evening.claim.pk, {"force"})
    assert str(claim.noticed_on) == "2023-11-02"


def test_the_officers_of_one_force_report_stand_together(evening: Evening, alder: Client) -> None:
    other = OfficerFactory(client=alder)
    ForceReportFactory(client=alder, number="F-1", occurred_on=EVENING, officer=other)
    [force] = [record for record in records_of(alder) if record.kind is Kind.FORCE]
    assert force.officers == {evening.officer.token, other.token}
    assert force.id == evening.force.pk


def test_nobody_elses_records_are_read(evening: Evening, birch: Client) -> None:
    ComplaintFactory(client=birch, occurred_on=EVENING)
    assert [record.kind for record in records_of(birch)] == [Kind.COMPLAINT]


def test_the_number_of_queries_does_not_grow(evening: Evening, alder: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            records_of(alder)
        return len(queries)

    few = count()
    for _ in range(5):
        ComplaintFactory(client=alder, occurred_on=EVENING, linked_number="L-1", district=" North ")
    assert count() == few
    assert {"l1".upper()} in [record.others for record in records_of(alder)]
    assert {"north"} in [record.places for record in records_of(alder)]
