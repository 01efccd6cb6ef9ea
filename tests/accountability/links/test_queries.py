"""The queue as a person reads it: both ends in words, why, what was decided, and a place in the list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accountability.links.actions import decide, join, suggest
from accountability.links.models import Link
from accountability.links.queries import link_page, one_link
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from tests.accountability.links.conftest import EVENING, Evening
from tests.factories.accountability import AllegationFactory, ComplaintFactory

Suggested = dict[str, Link]


def test_a_link_shows_both_records_side_by_side(
    suggested: Suggested, alder: Client, rita: User
) -> None:
    page = link_page(by=rita, client_code=alder.code)
    assert page.counts == {"waiting": 3, "confirmed": 0, "rejected": 0}
    [best] = [
        row for row in page.rows if (row.first.noun, row.second.noun) == ("Complaint", "Claim")
    ]
    assert (best.first.number, best.second.number) == ("IA-1", "L-1")
    assert best.first.occurred_on == best.second.occurred_on == EVENING
    assert dict(best.first.facts)["About"] == "Excessive force"
    assert dict(best.second.facts)["About"] == "physical force"
    assert (best.confidence, best.band, best.verdict) == (77, "strong", "")
    assert best.parts[0] == (30, "They share an officer, by token.")


def test_decided_links_move_and_teach_what_the_confidence_is_worth(
    suggested: Suggested, alder: Client, rita: User
) -> None:
    decide(by=rita, link_id=suggested["complaint-claim"].pk, verdict="confirmed")
    decide(by=rita, link_id=suggested["complaint-force"].pk, verdict="rejected", reason="No.")
    page = link_page(by=rita, client_code=alder.code, state="confirmed")
    assert page.counts == {"waiting": 1, "confirmed": 1, "rejected": 1}
    assert [(row.verdict, row.decisions[0].by) for row in page.rows] == [("confirmed", "Rita")]
    assert [(kept.band, kept.confirmed, kept.rejected) for kept in page.track] == [("strong", 1, 1)]


def test_a_link_by_hand_comes_first_and_has_no_confidence(
    suggested: Suggested, alder: Client, rita: User
) -> None:
    ComplaintFactory(client=alder, number="IA-2")
    join(by=rita, client_code=alder.code, complaint="IA-2", claim="L-1", reason="The letter.")
    decide(by=rita, link_id=suggested["complaint-claim"].pk, verdict="confirmed")
    rows = link_page(by=rita, client_code=alder.code, state="confirmed").rows
    assert [row.confidence for row in rows] == [None, 77]


def test_pages_follow_each_other_without_a_gap(
    suggested: Suggested, alder: Client, rita: User
) -> None:
    for _ in range(4):
        other = ComplaintFactory(client=alder, occurred_on=EVENING, linked_number="L-1")
        AllegationFactory(complaint=other, category="UOF_EXC")
    suggest(by=rita, client_code=alder.code)
    seen: list[int] = []
    after = ""
    while True:
        page = link_page(by=rita, client_code=alder.code, after=after, size=2)
        seen += [row.id for row in page.rows]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == Link.objects.count()
    with pytest.raises(InvalidInput):
        link_page(by=rita, client_code=alder.code, after="nowhere")
    with pytest.raises(InvalidInput):
        link_page(by=rita, client_code=alder.code, state="lost")


def test_the_number_of_queries_does_not_grow(
    suggested: Suggested, alder: Client, rita: User
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            link_page(by=rita, client_code=alder.code)
        return len(queries)

    few = count()
    for _ in range(6):
        ComplaintFactory(client=alder, occurred_on=EVENING, linked_number="L-1")
    suggest(by=rita, client_code=alder.code)
    assert count() == few


@pytest.mark.parametrize("name", ["uma", "ana", "ben", "dee", "chief", "lee"])
def test_only_the_city_reads_links(
    suggested: Suggested, alder: Client, request: pytest.FixtureRequest, name: str
) -> None:
    person = request.getfixturevalue(name)
    with pytest.raises(PermissionDenied):
        link_page(by=person, client_code=alder.code)
    with pytest.raises(NotFound):
        one_link(by=person, link_id=suggested["complaint-claim"].pk)


def test_a_record_that_counts_no_more_takes_its_links_along(
    suggested: Suggested, evening: Evening, alder: Client, ana: User, rita: User
) -> None:
    from_file = evening.claim.batch
    assert from_file is not None
    from_file.taken_back_at = evening.complaint.recorded_at
    from_file.save()
    page = link_page(by=rita, client_code=alder.code)
    assert [(row.first.noun, row.second.noun) for row in page.rows] == [
        ("Complaint", "Force report")
    ]
