"""What is learned while a policy runs is kept once, turned into an issue, or set aside with a
reason."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.profiles import kept
from riskcore.underwriting import referrals
from riskcore.underwriting.actions import refresh
from riskcore.underwriting.models import Issue
from riskcore.underwriting.referrals import ReferralReason, dismiss, learn, record_reason
from tests.factories.losses import load
from tests.factories.riskcore import ClientFactory
from tests.factories.underwriting import AS_OF, policy, review


@pytest.fixture
def lossy(alder: Client, uma: User) -> Client:
    policy(alder, premium=1_000_000)
    claim(alder, uma, date(2026, 6, 30), 300_000)
    return alder


def claim(client: Client, by: User, valued_on: date, paid: int) -> None:
    load(
        client,
        by,
        valued_on,
        {
            "number": "C-1",
            "occurred_on": date(2025, 3, 1),
            "status": "open",
            "cause": "Excessive force",
            "indemnity_paid": paid,
        },
    )


def write(by: User, **changes: object) -> ReferralReason:
    asked = {"client_code": "alder-falls", "label": "Lock-up", "sentence": "It was reopened."}
    return record_reason(by=by, **(asked | changes))  # type: ignore[arg-type]  # as a test asks


def test_a_reason_waits_and_is_numbered_apart(alder: Client, ana: User) -> None:
    assert [write(ana).key, write(ana).key] == ["1", "2"]
    assert set(ReferralReason.objects.values_list("status", flat=True)) == {"open"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"label": " "}, "referral.text_missing", id="label"),
        pytest.param({"sentence": ""}, "referral.text_missing", id="sentence"),
        pytest.param({"label": "x" * 121}, "referral.label_long", id="long"),
        pytest.param({"blocking": "never"}, "referral.blocking_unknown", id="blocking"),
        pytest.param({"learned_on": date(2199, 1, 1)}, "referral.day_in_future", id="future"),
    ],
)
def test_a_malformed_reason_is_refused(
    alder: Client, ana: User, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(ana, **changes)
    assert refused.value.code == code


@pytest.mark.parametrize("who", ["ben", "dee", "rita", "chief", "lee"])
def test_underwriters_and_advisors_record_and_dismiss(
    request: pytest.FixtureRequest, alder: Client, ana: User, who: str
) -> None:
    row = write(ana)
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        write(person)
    with pytest.raises((PermissionDenied, NotFound)):
        dismiss(by=person, reason_id=row.pk, version=1, reason="No.")


def test_dismissing_needs_a_reason_and_happens_once(alder: Client, ana: User, cal: User) -> None:
    row = write(ana)
    with pytest.raises(InvalidInput):
        dismiss(by=ana, reason_id=row.pk, version=1, reason=" ")
    with pytest.raises(Conflict):
        dismiss(by=ana, reason_id=row.pk, version=2, reason="Stale.")
    with pytest.raises(NotFound):
        dismiss(by=cal, reason_id=row.pk, version=1, reason="Not mine.")
    assert dismiss(by=ana, reason_id=row.pk, version=1, reason="Closed.").status == "dismissed"
    with pytest.raises(InvalidTransition):
        dismiss(by=ana, reason_id=row.pk, version=2, reason="Twice.")


def test_the_rules_learn_once_while_the_values_stay(
    lossy: Client, house: User, uma: User, ana: User
) -> None:
    assert learn(by=house, clients=[lossy], as_of=AS_OF) == 1
    assert learn(by=house, clients=[lossy], as_of=AS_OF) == 0
    row = ReferralReason.objects.get()
    assert (row.rule, row.key) == ("claims.large", "C-1")
    dismiss(by=ana, reason_id=row.pk, version=1, reason="Known.")
    assert learn(by=house, clients=[lossy], as_of=AS_OF) == 0
    claim(lossy, uma, date(2026, 8, 31), 400_000)
    assert learn(by=house, clients=[lossy], as_of=AS_OF) == 1


def test_a_client_under_review_learns_through_its_review(
    lossy: Client, house: User, uma: User
) -> None:
    review(lossy, by=uma)
    assert learn(by=house, clients=[lossy], as_of=AS_OF) == 0


def test_a_reason_joins_the_issue_its_rule_raises(lossy: Client, house: User, uma: User) -> None:
    learn(by=house, clients=[lossy], as_of=AS_OF)
    row = review(lossy, by=uma)
    reason = ReferralReason.objects.get()
    assert reason.issue == Issue.objects.get(review=row, rule="claims.large")
    assert row.number in reason.ended_reason


def test_looking_again_takes_in_what_was_learned_since(lossy: Client, uma: User, ana: User) -> None:
    row = review(lossy, by=uma)
    write(ana)
    refresh(by=uma, number=row.number, as_of=AS_OF)
    assert Issue.objects.filter(review=row, rule="by_hand").exists()


def test_learning_of_many_takes_no_more_queries_than_of_one(
    lossy: Client, house: User, django_assert_max_num_queries: object
) -> None:
    learn(by=house, clients=[lossy], as_of=AS_OF)
    kept.forget()
    with django_assert_max_num_queries(200) as one:  # type: ignore[operator]  # a fixture
        learn(by=house, clients=[lossy], as_of=AS_OF)
    kept.forget()
    others = [ClientFactory(carrier=lossy.carrier) for _ in range(15)]
    with django_assert_max_num_queries(len(one) + 2):  # type: ignore[operator]  # a fixture
        learn(by=house, clients=[lossy, *others], as_of=AS_OF)


def test_open_reasons_come_first(alder: Client, ana: User) -> None:
    old = write(ana, learned_on=timezone.localdate() - timedelta(days=9))
    new = write(ana)
    dismiss(by=ana, reason_id=new.pk, version=1, reason="No.")
    assert [row.pk for row in referrals.reasons(by=ana, client=alder)] == [old.pk, new.pk]
