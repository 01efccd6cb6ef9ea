"""Suggesting twice changes nothing, decisions are appended, and only the city decides."""

import pytest

from accountability.links import actions
from accountability.links.models import Link, LinkDecision, LinkScore
from accountability.retention.models import LegalHold
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound, PermissionDenied
from riskcore.losses.models import Claim
from tests.accountability.links.conftest import Evening, claim_row
from tests.factories.accountability import ComplaintFactory, OfficerFactory
from tests.factories.losses import load

Suggested = dict[str, Link]


def test_three_records_of_one_evening_are_three_links(suggested: Suggested) -> None:
    assert set(suggested) == {"complaint-force", "force-claim", "complaint-claim"}
    score = LinkScore.objects.get(link=suggested["complaint-claim"])
    assert score.confidence == 35 + 30 + 12
    assert [part["key"] for part in score.parts] == ["officer", "days", "matter"]


def test_the_same_again_changes_nothing_and_is_not_recorded(
    suggested: Suggested, alder: Client, rita: User
) -> None:
    before = AuditEvent.objects.count()
    counts = actions.suggest(by=rita, client_code=alder.code)
    assert counts == {"new": 0, "scored_anew": 0, "unchanged": 3}
    assert (Link.objects.count(), LinkScore.objects.count()) == (3, 3)
    assert AuditEvent.objects.count() == before


def test_new_evidence_appends_a_score_and_keeps_the_decision(
    suggested: Suggested, evening: Evening, alder: Client, rita: User
) -> None:
    link = suggested["complaint-claim"]
    actions.decide(by=rita, link_id=link.pk, verdict="rejected", reason="Another street.")
    evening.complaint.linked_number = "L-1"
    evening.complaint.save()
    counts = actions.suggest(by=rita, client_code=alder.code)
    assert counts == {"new": 0, "scored_anew": 1, "unchanged": 2}
    scores = [row.confidence for row in LinkScore.objects.filter(link=link)]
    assert scores == [77, 100]
    assert LinkDecision.objects.get(link=link).verdict == "rejected"


def test_a_change_of_mind_is_another_row(suggested: Suggested, rita: User) -> None:
    pk = suggested["complaint-claim"].pk
    actions.decide(by=rita, link_id=pk, verdict="confirmed")
    actions.decide(by=rita, link_id=pk, verdict="rejected", reason="It was his brother.")
    assert [row.verdict for row in LinkDecision.objects.all()] == ["confirmed", "rejected"]
    assert not Link.objects.decided("confirmed").exists()
    assert Link.objects.decided("rejected").get().pk == pk
    event = AuditEvent.objects.filter(verb="link.decided").latest("sequence")
    assert '"joins":"complaint and claim"' in event.facts


def test_a_complaint_that_belongs_to_a_claim_is_held(
    suggested: Suggested, evening: Evening, rita: User
) -> None:
    for _ in range(2):
        actions.decide(by=rita, link_id=suggested["complaint-claim"].pk, verdict="confirmed")
    actions.decide(by=rita, link_id=suggested["complaint-force"].pk, verdict="confirmed")
    hold = LegalHold.objects.in_force().get()
    assert (hold.complaint, hold.claim) == (evening.complaint, "L-1")


def test_a_rejection_says_why(suggested: Suggested, rita: User) -> None:
    pk = suggested["complaint-force"].pk
    for verdict, code in (("rejected", "link.reason_missing"), ("perhaps", "link.verdict")):
        with pytest.raises(InvalidInput) as raised:
            actions.decide(by=rita, link_id=pk, verdict=verdict, reason="  ")
        assert raised.value.code == code
    assert not LinkDecision.objects.exists()


@pytest.mark.parametrize("name", ["uma", "ana", "ben", "dee", "cal", "chief", "lee"])
def test_nobody_but_the_city_sees_or_decides_a_link(
    suggested: Suggested, alder: Client, request: pytest.FixtureRequest, name: str
) -> None:
    person = request.getfixturevalue(name)
    pk = suggested["complaint-claim"].pk
    with pytest.raises(NotFound):
        actions.decide(by=person, link_id=pk, verdict="confirmed")
    with pytest.raises((PermissionDenied, NotFound)):
        actions.suggest(by=person, client_code=alder.code)
    with pytest.raises((PermissionDenied, NotFound)):
        actions.join(by=person, client_code=alder.code, complaint="IA-1", claim="L-1", reason="x")


def test_two_numbers_can_be_linked_by_hand(
    evening: Evening, alder: Client, ana: User, rita: User
) -> None:
    ComplaintFactory(client=alder, number="IA-2")
    with pytest.raises(InvalidInput) as raised:
        actions.join(by=rita, client_code=alder.code, complaint="IA-2", claim="L-1", reason=" ")
    assert raised.value.code == "link.reason_missing"
    given = {"by": rita, "client_code": alder.code, "reason": "The lawyer's letter names both."}
    link = actions.join(complaint="IA-2", claim="L-1", **given)
    assert (link.origin, link.decisions.get().verdict) == ("by_hand", "confirmed")
    assert actions.join(complaint="IA-2", claim="L-1", **given) == link
    for numbers, field in ((("IA-9", "L-1"), "complaint"), (("IA-2", "L-9"), "claim")):
        with pytest.raises(InvalidInput) as raised:
            actions.join(complaint=numbers[0], claim=numbers[1], **given)
        assert raised.value.facts["field"] == field


def test_another_clients_numbers_are_not_there(
    evening: Evening, alder: Client, birch: Client, cal: User, rita: User
) -> None:
    ComplaintFactory(client=birch, number="B-1")
    load(birch, cal, evening.complaint.received_on, claim_row("B-L"))
    assert Claim.objects.filter(number="B-L").exists()
    for complaint, claim in (("B-1", "L-1"), ("IA-1", "B-L")):
        with pytest.raises(InvalidInput):
            actions.join(
                by=rita, client_code=alder.code, complaint=complaint, claim=claim, reason="x"
            )


def test_a_tokens_twin_at_another_client_is_nobody_here(
    suggested: Suggested, evening: Evening, birch: Client
) -> None:
    OfficerFactory(client=birch, token=evening.officer.token)
    ComplaintFactory(client=birch, occurred_on=evening.complaint.occurred_on)
    assert set(Link.objects.values_list("client__code", flat=True)) == {"alder-falls"}
