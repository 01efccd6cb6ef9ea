"""Two people seal and purge what is due; a hold keeps it; what is lost is said."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accountability.complaints.models import Allegation, Complaint
from accountability.retention.actions import (
    approve,
    place_hold,
    preview,
    propose,
    release_hold,
    set_rule,
)
from accountability.retention.models import Tombstone
from accountability.retention.records import lost_records, restricted
from riskcore.access.models import User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound, PermissionDenied
from riskcore.periods import Period
from tests.factories.accountability import (
    AllegationFactory,
    ComplaintFactory,
    DisciplineFactory,
    FindingFactory,
    MediationFactory,
    OfficerFactory,
)

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2020, 1, 1), date(2021, 1, 1))


@pytest.fixture
def old(alder: Client) -> Complaint:
    """A complaint of 2020, unfounded in 2020, with everything that may belong to one."""
    complaint = ComplaintFactory(client=alder, received_on=date(2020, 3, 5))
    officer = OfficerFactory(client=alder)
    allegation = AllegationFactory(complaint=complaint, officer=officer)
    FindingFactory(allegation=allegation, merits="UNF", decided_on=date(2020, 6, 1))
    DisciplineFactory(allegation=allegation, code="D00")
    MediationFactory(allegation=allegation)
    return complaint


def rule(by: User, **changes: object) -> None:
    given: dict[str, object] = {
        "client_code": "alder-falls",
        "key": "cleared",
        "name": "Cleared complaints",
        "source": "Agreement, article 12",
        "disposition": "cleared",
        "keep_months": 24,
        "remedy": "purge",
        "effective_on": date(2020, 1, 1),
    }
    set_rule(by=by, **{**given, **changes})  # type: ignore[arg-type]


def test_without_a_rule_everything_is_kept(old: Complaint, chief: User) -> None:
    assert preview(by=chief, client_code="alder-falls") == []
    with pytest.raises(InvalidInput, match="Nothing was proposed"):
        propose(by=chief, client_code="alder-falls")


def test_two_people_purge_and_a_tombstone_stays(old: Complaint, chief: User, rita: User) -> None:
    rule(chief)
    [found] = preview(by=chief, client_code="alder-falls")
    assert found.id == old.pk
    run = propose(by=chief, client_code="alder-falls")
    with pytest.raises(PermissionDenied, match="two people"):
        approve(by=chief, run_id=run.pk)
    assert approve(by=rita, run_id=run.pk).purged == 1
    assert not Complaint.objects.exists()
    assert not Allegation.objects.exists()
    stone = Tombstone.objects.get()
    assert (stone.month, stone.category, stone.disposition) == (
        date(2020, 3, 1),
        "DISCOURT",
        "cleared",
    )
    lost = lost_records(client_ids=[run.client_id], period=PERIOD)[run.client_id]
    assert lost.sentence == "1 record of this period is sealed or purged."
    before = timezone.now() - timedelta(days=1)
    assert lost_records(client_ids=[run.client_id], period=PERIOD, known_at=before) == {}
    with pytest.raises(Conflict):
        approve(by=rita, run_id=run.pk)
    assert set(
        AuditEvent.objects.filter(verb__startswith="retention").values_list("verb", flat=True)
    ) == {"retention.rule_set", "retention.proposed", "retention.done"}


def test_a_sealed_record_counts_and_may_not_be_used(
    old: Complaint, chief: User, rita: User, ivy: User
) -> None:
    rule(chief, remedy="seal", restricts=("early_warning",))
    run = approve(by=rita, run_id=propose(by=chief, client_code="alder-falls").pk)
    assert run.sealed == 1
    assert not Complaint.objects.visible_to(ivy).exists()
    assert Complaint.objects.visible_to(chief).get() == old
    assert Complaint.objects.filter(restricted("early_warning")).get() == old
    assert not Complaint.objects.filter(restricted("discipline")).exists()
    assert lost_records(client_ids=[run.client_id], period=PERIOD)[run.client_id].sealed == 1
    assert preview(by=chief, client_code="alder-falls") == []


@pytest.mark.parametrize("of", ["complaint", "officer"])
def test_a_hold_keeps_it_until_released(old: Complaint, chief: User, rita: User, of: str) -> None:
    rule(chief)
    run = propose(by=chief, client_code="alder-falls")
    named = {"complaint_id": old.pk}
    if of == "officer":
        officer = old.allegations.get().officer
        assert officer is not None
        named = {"officer_token": officer.token}  # type: ignore[dict-item]
    hold = place_hold(
        by=rita,
        client_code="alder-falls",
        reason="Suit filed",
        claim="L-1",
        **named,  # type: ignore[arg-type]
    )
    done = approve(by=rita, run_id=run.pk)
    assert (done.purged, done.held) == (0, 1)
    assert Complaint.objects.exists()
    assert preview(by=chief, client_code="alder-falls")[0].held
    release_hold(by=rita, hold_id=hold.pk, reason="Settled")
    with pytest.raises(Conflict):
        release_hold(by=rita, hold_id=hold.pk, reason="Again")
    again = propose(by=chief, client_code="alder-falls")
    assert approve(by=rita, run_id=again.pk).purged == 1


def test_the_latest_version_of_a_rule_counts(old: Complaint, chief: User) -> None:
    rule(chief)
    rule(chief, keep_months=1200)
    assert preview(by=chief, client_code="alder-falls") == []
    rule(chief, withdrawn=True)
    assert preview(by=chief, client_code="alder-falls") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"source": " "}, "retention.source_missing"),
        ({"keep_months": 0}, "retention.months"),
        ({"remedy": "burn"}, "complaints.code"),
        ({"category": "?"}, "complaints.code"),
        ({"restricts": ("everything",)}, "complaints.code"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(
    chief: User, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        rule(chief, **changes)
    assert refused.value.code == code


@pytest.mark.parametrize("person", ["uma", "ana", "dee", "ivy", "lee", "cal"])
def test_nobody_else_keeps_or_purges(
    old: Complaint, chief: User, person: str, request: pytest.FixtureRequest
) -> None:
    rule(chief)
    run = propose(by=chief, client_code="alder-falls")
    other = request.getfixturevalue(person)
    with pytest.raises((PermissionDenied, NotFound)):
        rule(other)
    with pytest.raises((PermissionDenied, NotFound)):
        approve(by=other, run_id=run.pk)
    with pytest.raises((PermissionDenied, NotFound)):
        place_hold(by=other, client_code="alder-falls", reason="x", complaint_id=old.pk)
