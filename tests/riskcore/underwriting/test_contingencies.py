"""A critical recommendation past due has exactly one open contingency, whatever is run how often."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from riskcore.access.models import Role, User
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.recommendations.models import Recommendation
from riskcore.recommendations.states import OWED, RECOMMENDATION
from riskcore.underwriting import contingencies
from riskcore.underwriting.contingencies import Contingency, ensure, set_contingency
from tests.conftest import member
from tests.factories.recommendations import BY_CLIENT, recommendation
from tests.factories.recommendations import step as take
from tests.factories.riskcore import ClientFactory
from tests.factories.underwriting import policy, review

TODAY = timezone.localdate()


@pytest.fixture
def overdue(alder: Client, ana: User, rita: User) -> Recommendation:
    row = recommendation(
        client=alder, advisor=ana, manager=rita, status="issued", classification="critical"
    )
    Recommendation.objects.filter(pk=row.pk).update(due_on=TODAY - timedelta(days=1))
    row.refresh_from_db()
    return row


def opened(row: Recommendation) -> int:
    return Contingency.objects.filter(recommendation=row, status="open").count()


def test_the_day_after_the_due_date_opens_one_and_only_one(
    overdue: Recommendation, alder: Client
) -> None:
    assert ensure(client_ids=[alder.pk], today=TODAY - timedelta(days=1)) == 0
    assert ensure(client_ids=[alder.pk], today=TODAY) == 1
    assert ensure(client_ids=[alder.pk], today=TODAY) == 0
    [row] = Contingency.objects.all()
    assert row.days_overdue(TODAY) == 1
    assert overdue.number in row.wanted
    with pytest.raises(IntegrityError), transaction.atomic():
        Contingency.objects.create(
            client=alder,
            recommendation=overdue,
            title="x",
            wanted="x",
            due_on=TODAY,
            set_by=row.set_by,
            set_at=row.set_at,
        )


def test_reading_writes_what_is_missing(overdue: Recommendation, alder: Client, ben: User) -> None:
    assert len(contingencies.contingencies(by=ben, client=alder, today=TODAY)) == 1


def test_it_stands_on_the_review_under_way(
    overdue: Recommendation, alder: Client, uma: User
) -> None:
    policy(alder)
    row = review(alder, by=uma)
    ensure(client_ids=[alder.pk], today=TODAY)
    assert Contingency.objects.get().review == row


def test_it_cannot_be_met_or_waived_while_the_recommendation_is_owed(
    overdue: Recommendation, alder: Client, uma: User
) -> None:
    ensure(client_ids=[alder.pk], today=TODAY)
    row = Contingency.objects.get()
    for verb in (contingencies.meet, contingencies.waive):
        with pytest.raises(InvalidTransition) as refused:
            verb(by=uma, contingency_id=row.pk, version=row.version, reason="Seen.")
        assert refused.value.code == "contingency.recommendation_owed"


def test_verifying_meets_it_and_withdrawing_withdraws_it(
    overdue: Recommendation, alder: Client, ana: User, rita: User
) -> None:
    ensure(client_ids=[alder.pk], today=TODAY)
    row = take("report_complete", overdue, by=rita)
    ensure(client_ids=[alder.pk], today=TODAY)
    assert opened(row) == 1
    row = take("verify", row, by=ana)
    assert ensure(client_ids=[alder.pk], today=TODAY) == 1
    assert Contingency.objects.get().status == "met"
    row = take("reopen", row, by=ana)
    ensure(client_ids=[alder.pk], today=TODAY)
    assert opened(row) == 1
    take("withdraw", row, by=ana)
    ensure(client_ids=[alder.pk], today=TODAY)
    assert sorted(Contingency.objects.values_list("status", flat=True)) == ["met", "withdrawn"]


class Always(TestCase):
    """Invariant 9, over any walk of a recommendation's life with the work done at any moment."""

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(walk=st.lists(st.sampled_from([*RECOMMENDATION.steps, "ensure", "ensure"]), max_size=9))
    def test_past_due_and_critical_means_exactly_one(self, walk: list[str]) -> None:
        client = ClientFactory()
        ana = member("walker", Role.ADVISOR, client.carrier.organisation)
        rita = member("answerer", Role.RISK_MANAGER, client.organisation)
        uma = member("signer", Role.UNDERWRITER, client.carrier.organisation)
        own = {"accept_risk": uma, **dict.fromkeys(BY_CLIENT, rita)}
        row = recommendation(client=client, advisor=ana, manager=rita, classification="critical")
        Recommendation.objects.filter(pk=row.pk).update(due_on=TODAY - timedelta(days=3))
        row.refresh_from_db()
        for verb in walk:
            if verb == "ensure":
                ensure(client_ids=[client.pk], today=TODAY)
            elif RECOMMENDATION.can(verb, row.status):
                row = take(verb, row, by=own.get(verb, ana))
        ensure(client_ids=[client.pk], today=TODAY)
        if row.status in OWED:
            assert opened(row) == 1
        else:
            assert opened(row) <= (row.status == "client_reports_complete")


def test_many_clients_with_nothing_to_do_take_two_queries(
    alder: Client, django_assert_num_queries: object
) -> None:
    ids = [alder.pk, *(ClientFactory().pk for _ in range(5))]
    with django_assert_num_queries(2):  # type: ignore[operator]  # a fixture
        ensure(client_ids=ids, today=TODAY)


def ask(by: User, **changes: object) -> Contingency:
    asked = {
        "client_code": "alder-falls",
        "title": "Pursuit policy",
        "wanted": "The signed policy.",
        "due_on": TODAY + timedelta(days=30),
    }
    return set_contingency(by=by, **(asked | changes))  # type: ignore[arg-type]  # as a test asks


def test_one_set_by_hand_is_met_or_waived_with_a_reason(
    alder: Client, uma: User, ana: User
) -> None:
    row = ask(uma)
    with pytest.raises(InvalidInput):
        contingencies.meet(by=ana, contingency_id=row.pk, version=1, reason="")
    with pytest.raises(PermissionDenied):
        contingencies.waive(by=ana, contingency_id=row.pk, version=1, reason="No.")
    with pytest.raises(Conflict):
        contingencies.meet(by=ana, contingency_id=row.pk, version=9, reason="Seen.")
    assert contingencies.meet(by=ana, contingency_id=row.pk, version=1, reason="Seen.").status == (
        "met"
    )
    with pytest.raises(InvalidTransition):
        contingencies.waive(by=uma, contingency_id=row.pk, version=2, reason="No.")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"title": ""}, "contingency.text_missing", id="title"),
        pytest.param({"wanted": " "}, "contingency.text_missing", id="wanted"),
        pytest.param({"title": "x" * 201}, "contingency.title_long", id="long"),
        pytest.param({"due_on": TODAY - timedelta(1)}, "contingency.due_in_past", id="past"),
    ],
)
def test_a_malformed_one_is_refused(
    alder: Client, uma: User, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask(uma, **changes)
    assert refused.value.code == code


def test_it_belongs_to_a_review_of_its_own_client(alder: Client, birch: Client, uma: User) -> None:
    member_of_both = member("both", Role.UNDERWRITER, birch.carrier.organisation)
    policy(birch)
    other = review(birch, by=member_of_both)
    with pytest.raises(NotFound):
        ask(uma, review_number=other.number)


def test_notes_are_appended_and_read_by_the_insurers_side_only(
    alder: Client, uma: User, rita: User
) -> None:
    row = ask(uma)
    contingencies.note(by=uma, contingency_id=row.pk, text="The clerk promised it for Friday.")
    with pytest.raises(InvalidInput):
        contingencies.note(by=uma, contingency_id=row.pk, text=" ")
    with pytest.raises(NotFound):
        contingencies.find_contingency(by=rita, contingency_id=row.pk)
    assert [note.text for note in row.notes.all()] == ["The clerk promised it for Friday."]
