from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from outreach.evidence import audits
from outreach.evidence.drawing import sealed
from outreach.evidence.models import Audit, AuditSeal, Review
from outreach.evidence.reviews import review
from outreach.register.queries import initiative_detail, scorecard
from riskcore.access.models import Role, User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, DomainError, NotFound, PermissionDenied
from tests.conftest import member
from tests.factories.outreach import DAY, accepted, photo, prove, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def checker(alder: Client) -> User:
    return member("checker", Role.ADVISOR, alder.carrier.organisation)


def put_up(initiative: Any) -> Audit:
    """An audit of its latest review, whether or not it was drawn."""
    latest = Review.objects.filter(initiative=initiative).latest("decided_at")
    given = {"why": "drawn", "chosen_at": timezone.now()}
    return Audit.objects.get_or_create(review=latest, defaults=given)[0]


def fail(by: User, audit: Audit) -> Audit:
    return audits.decide(by=by, audit_id=audit.pk, outcome="failed", words="Nobody was there.")


def level(by: User, initiative: Any) -> tuple[int, str, bool]:
    entry = initiative_detail(by=by, initiative_id=initiative.pk).entry
    return entry.level, entry.audit, entry.is_accepted


def test_the_seed_is_sealed_before_the_first_decision_and_told_after_the_quarter(
    lee: User, ana: User, checker: User, alder: Client
) -> None:
    accepted(lee, ana, alder)
    seal = AuditSeal.objects.get()
    assert seal.sha256 == sealed(seal.seed)
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs.index("outreach_audit.sealed") < verbs.index("initiative.accepted")
    assert not any(seal.seed in event.facts for event in AuditEvent.objects.all())
    [shown] = audits.audit_desk(by=checker, today=timezone.localdate()).seals
    assert (shown.seed, shown.sha256) == ("", seal.sha256)
    [shown] = audits.audit_desk(by=checker, today=date(2199, 1, 1)).seals
    assert shown.seed == seal.seed


def test_what_is_drawn_is_put_up_and_the_rest_is_not(
    lee: User, ana: User, alder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for drawn in (True, False):
        monkeypatch.setattr(audits, "is_drawn", lambda seed, drawn=drawn, **facts: drawn)
        initiative = accepted(lee, ana, alder)
        assert Audit.objects.filter(review__initiative=initiative).exists() is drawn


def test_what_carries_a_risk_is_put_up(
    lee: User, ana: User, alder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audits, "is_drawn", lambda seed, **facts: False)
    initiative = record(lee, alder)
    prove(lee, initiative, photo(taken="2020:01:01"), kind="photo", file_name="a.jpg")
    review(by=ana, initiative_id=initiative.pk, decision="accepted", level=1)
    assert Audit.objects.get().why == "a camera wrote another day"


def test_a_failure_takes_the_level_and_holds_the_submitters_others_until_reviewed_again(
    lee: User, ana: User, checker: User, alder: Client
) -> None:
    failed, other = accepted(lee, ana, alder), accepted(lee, ana, alder, activity="Match")
    before = timezone.now()
    fail(checker, put_up(failed))
    assert level(lee, failed) == (0, "failed", False)
    assert level(lee, other) == (1, "limited", True)
    review(by=ana, initiative_id=other.pk, decision="accepted", level=3)
    assert level(lee, other) == (3, "", True)
    card = scorecard(by=lee, client_code=alder.code, as_of=date(2026, 9, 30))
    assert sum(strategy.accepted for strategy in card.strategies) >= 1
    year = timezone.localdate()
    assert audits.failed_in_year(client_ids=[alder.pk], as_of=year) == {alder.pk: 1}
    assert audits.failed_in_year(client_ids=[alder.pk], as_of=year, known_at=before) == {}
    assert audits.failed_in_year(client_ids=[alder.pk], as_of=DAY.replace(year=2020)) == {}


def test_what_held_changes_nothing(lee: User, ana: User, checker: User, alder: Client) -> None:
    initiative = accepted(lee, ana, alder)
    audits.decide(by=checker, audit_id=put_up(initiative).pk, outcome="passed")
    assert level(lee, initiative) == (2, "", True)
    desk = audits.audit_desk(by=checker, today=timezone.localdate())
    assert (len(desk.waiting), [row.outcome for row in desk.done]) == (0, ["passed"])


def test_an_audit_is_decided_once_and_by_a_third_person(
    lee: User, ana: User, uma: User, cal: User, checker: User, alder: Client
) -> None:
    audit = put_up(accepted(lee, ana, alder))
    with pytest.raises(PermissionDenied) as own:
        fail(ana, audit)
    assert own.value.code == "outreach_audit.own_review"
    for nobody in (lee, uma, cal):
        with pytest.raises(NotFound):
            fail(nobody, audit)
    fail(checker, audit)
    with pytest.raises(Conflict):
        fail(checker, audit)


@pytest.mark.parametrize(
    ("outcome", "words", "code"),
    [
        ("shrugged", "", "outreach_audit.outcome_unknown"),
        ("failed", " ", "outreach_audit.words"),
        ("passed", "x" * 2_001, "outreach_audit.words"),
    ],
)
def test_what_stands_in_the_way_is_said(
    lee: User, ana: User, checker: User, alder: Client, outcome: str, words: str, code: str
) -> None:
    audit = put_up(accepted(lee, ana, alder))
    with pytest.raises(DomainError) as refused:
        audits.decide(by=checker, audit_id=audit.pk, outcome=outcome, words=words)
    assert refused.value.code == code
