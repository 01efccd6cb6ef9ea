"""Pushes of an internal-affairs unit's software: in order, once, item by item, nobody dropped."""

from typing import Any

import pytest

from accountability.complainants import Complainant
from accountability.complaints.models import Allegation, Complaint, Finding
from accountability.deliveries.feed import Item, Pushed, positions, push
from accountability.deliveries.models import FeedPosition
from accountability.discipline import Discipline
from accountability.force.models import ForceReport
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from riskcore.imports import actions as imports
from riskcore.imports.models import ImportBatch

pytestmark = pytest.mark.django_db
COMPLAINT = {
    "number": "C1",
    "received_on": "2025-01-05",
    "allegation": "Rude",
    "officer": "17",
    "complainant": "555-01",
}
LINK = {"number": "C1", "allegation": "Rude", "officer": "17"}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def item(kind: str, at: int = 1, /, **fields: Any) -> Item:
    return Item(kind=kind, id=f"E{at}", fields=fields)


def pushed(by: User, client: Client, *items: Item, after: str = "", cursor: str = "1") -> Pushed:
    return push(
        by=by, client_code=client.code, source="iapro", after=after, cursor=cursor, items=items
    )


def test_one_push_brings_all_kinds_in_their_order(alder: Client, lee: User) -> None:
    answer = pushed(
        lee,
        alder,
        item("discipline", 4, **LINK, discipline="Reprimand"),
        item("finding", 3, **LINK, finding="Sustained"),
        item("force", 2, number="F1", occurred_on="2025-01-01", tool="OC", supervisor_present=True),
        item("complaint", 1, **COMPLAINT),
    )
    assert (answer.accepted, answer.rejected, answer.cursor) == (4, 0, "1")
    assert [told.id for told in answer.results] == ["E4", "E3", "E2", "E1"]
    assert Finding.objects.get().merits == "SUS"
    assert Discipline.objects.get().code == "D30"
    assert ForceReport.objects.get().supervisor_present is True
    assert AuditEvent.objects.filter(verb="feed.pushed").count() == 1


def test_a_second_complainant_is_joined_and_kept(alder: Client, chief: User) -> None:
    second = item("complaint", 2, **{**COMPLAINT, "complainant": "555-02"})
    answer = pushed(chief, alder, item("complaint", **COMPLAINT), second)
    assert [told.outcome for told in answer.results] == ["accepted", "joined"]
    assert "what item 0 tells; both are kept" in answer.results[1].message
    assert (Allegation.objects.count(), Complainant.objects.count()) == (1, 2)
    third = item("complaint", 3, **{**COMPLAINT, "complainant": "555-03"})
    pushed(chief, alder, third, after="1", cursor="2")
    assert (Allegation.objects.count(), Complainant.objects.count()) == (1, 3)


def test_a_push_that_goes_on_elsewhere_changes_nothing_and_says_where(
    alder: Client, chief: User
) -> None:
    pushed(chief, alder, item("complaint", **COMPLAINT), cursor="41")
    with pytest.raises(Conflict) as refused:
        pushed(chief, alder, item("complaint", **{**COMPLAINT, "number": "C2"}), cursor="50")
    assert refused.value.facts["cursor"] == "41"
    assert "left at '41'" in refused.value.message
    assert Complaint.objects.count() == 1
    assert [row.cursor for row in positions(by=chief, client_code=alder.code)] == ["41"]


def test_sources_stand_each_for_itself(alder: Client, chief: User) -> None:
    pushed(chief, alder, item("complaint", **COMPLAINT), cursor="41")
    other = item("complaint", **{**COMPLAINT, "number": "C2"})
    push(by=chief, client_code=alder.code, source="axon", after="", cursor="a", items=[other])
    found = positions(by=chief, client_code=alder.code)
    assert [(row.source, row.cursor) for row in found] == [("axon", "a"), ("iapro", "41")]


def test_faulty_items_are_refused_one_by_one_with_a_sentence(alder: Client, chief: User) -> None:
    answer = pushed(
        chief,
        alder,
        item("complaint", 1, **COMPLAINT),
        item("complaint", 2, **{**COMPLAINT, "number": "C2", "received_on": "next week"}),
        item("complaint", 3, number="C3", colour="blue"),
        item("finding", 4, number="C9", allegation="Rude", finding="Sustained"),
    )
    assert [told.outcome for told in answer.results] == ["accepted"] + ["rejected"] * 3
    messages = [told.message for told in answer.results]
    assert "next week" in messages[1]
    assert "'colour'" in messages[2]
    assert "no complaint C9" in messages[3]
    assert (answer.accepted, answer.rejected, Complaint.objects.count()) == (1, 3, 1)
    assert FeedPosition.objects.get().rejected == 3


def test_a_push_is_kept_as_files_that_may_be_taken_back(alder: Client, chief: User) -> None:
    answer = pushed(chief, alder, item("complaint", **COMPLAINT))
    batch = ImportBatch.objects.get(pk=answer.results[0].batch)
    assert (batch.kind, batch.file_name) == ("complaints", "iapro-complaint.csv")
    imports.take_back(by=chief, batch_id=batch.pk, reason="Sent by mistake")
    assert not Complaint.objects.known_at().exists()


def test_a_later_push_appends_what_changed(alder: Client, chief: User) -> None:
    pushed(chief, alder, item("complaint", **COMPLAINT, finding="Sustained"), cursor="1")
    changed = item("complaint", **COMPLAINT, finding="Exonerated")
    pushed(chief, alder, changed, after="1", cursor="2")
    assert Finding.objects.count() == 2
    assert Finding.objects.current().get().merits == "EXO"


def test_limits_are_told(alder: Client, chief: User) -> None:
    for items, match in (([], "1 to 500"), ([item("complaint", **COMPLAINT)] * 501, "several")):
        with pytest.raises(InvalidInput, match=match):
            pushed(chief, alder, *items)
    with pytest.raises(InvalidInput, match="ends there too"):
        pushed(chief, alder, item("complaint", **COMPLAINT), after="1", cursor="1")


def test_insurers_may_not_push_and_strangers_find_nothing(
    alder: Client, ana: User, cal: User
) -> None:
    with pytest.raises(PermissionDenied):
        pushed(ana, alder, item("complaint", **COMPLAINT))
    with pytest.raises(NotFound):
        pushed(cal, alder, item("complaint", **COMPLAINT))
