"""What is read of early warnings: the inbox, the rules with their record, and counts outside."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accountability.warnings import queries
from accountability.warnings.models import Alert
from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.errors import NotFound, PermissionDenied
from tests.factories.warnings import accused, adopted, alert_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_the_inbox_has_what_waits_by_age_and_what_was_done(alder: Client, chief: User) -> None:
    waiting = alert_in("raised", chief=chief, client=alder)
    alert_in("followed_up", chief=chief, client=alder)
    alert_in("closed", chief=chief, client=alder)
    later = TODAY() + timedelta(days=35)
    found = queries.inbox(by=chief, client_code=alder.code, as_of=later)
    assert [row.id for row in found.waiting] == [waiting.pk]
    assert (found.waiting[0].days_open, found.waiting[0].late_by) == (35, 5)
    assert (len(found.followed_up), len(found.closed)) == (1, 1)
    assert dict(found.ages)["31 to 90 days"] == 1
    assert set(found.waiting[0].verbs) == {"assign", "intervene", "dismiss"}


def test_the_inbox_is_a_fixed_number_of_queries(
    alder: Client, chief: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        alert_in("raised", chief=chief, client=alder)
    with django_assert_max_num_queries(6):
        queries.inbox(by=chief, client_code=alder.code, as_of=TODAY())


def test_a_lieutenant_sees_only_what_is_theirs(alder: Client, chief: User, lee: User) -> None:
    alert = alert_in("raised", chief=chief, client=alder)
    assert queries.inbox(by=lee, client_code=alder.code, as_of=TODAY()).waiting == ()
    Alert.objects.filter(pk=alert.pk).update(owner=lee)
    [mine] = queries.inbox(by=lee, client_code=alder.code, as_of=TODAY()).waiting
    assert "assign" not in mine.verbs


def test_an_alert_shows_its_steps_what_was_said_and_who_may_have_it(
    alder: Client, chief: User, lee: User
) -> None:
    alert = alert_in("closed", chief=chief, client=alder)
    found = queries.one_alert(by=chief, alert_id=alert.pk, as_of=TODAY())
    assert [step.verb for step in found.steps] == ["raised", "assign", "intervene", "close"]
    assert found.owners == ("chief", "lee")
    assert found.row.outcome_words == "done, and things have improved"
    with pytest.raises(NotFound):
        queries.one_alert(by=lee, alert_id=alert.pk, as_of=TODAY())


def test_each_rule_stands_beside_its_own_record(alder: Client, chief: User) -> None:
    accused(alder, 3, 30, 60)
    accused(alder, 900, 1000, 1100)
    before = queries.rule_book(by=chief, client_code=alder.code, as_of=TODAY())
    assert before.number == 0
    first = before.rules[0]
    assert (first.rule.key, first.flagged_now) == ("complaints_12", 1)
    assert {trial.look_ahead for trial in first.trials} == {12, 24}
    assert before.rules[-1].rule.key == "sustained_60"
    assert before.rules[-1].cannot == "no sustained complaints are recorded"
    adopted(chief, alder)
    after = queries.rule_book(by=chief, client_code=alder.code, as_of=TODAY())
    assert (after.number, after.reason) == (1, "Agreed with the city.")


def test_a_department_with_nothing_on_record_cannot_try_its_rules(
    alder: Client, chief: User
) -> None:
    found = queries.rule_book(by=chief, client_code=alder.code, as_of=TODAY())
    assert {record.cannot for record in found.rules} == {"nothing is on record"}
    assert queries.trials(by=chief, client_code=alder.code, rules=[], as_of=TODAY()) == []


def test_groups_are_compared_by_token_and_kept_nowhere(alder: Client, chief: User) -> None:
    adopted(chief, alder)
    officers = [accused(alder, 3, 30, 60) for _ in range(5)]
    officers += [accused(alder, 3) for _ in range(15)]
    groups = {officer.token: "ab"[place % 2] for place, officer in enumerate(officers)}
    found = queries.group_test(
        by=chief,
        client_code=alder.code,
        rule_key="complaints_12",
        groups=groups,
        as_of=TODAY(),
    )
    assert [(rate.group, rate.officers, rate.flagged) for rate in found.rates] == [
        ("a", 10, 3),
        ("b", 10, 2),
    ]
    assert "No clear difference" in found.sentence


def test_counts_by_client_on_a_day_are_two_or_three_queries(
    alder: Client, birch: Client, chief: User, house: User, django_assert_num_queries: Any
) -> None:
    alert_in("raised", chief=chief, client=alder)
    adopted(house, birch)
    later = TODAY() + timedelta(days=31)
    with django_assert_num_queries(3):
        found = queries.alert_counts(client_ids=[alder.pk, birch.pk], as_of=later)
    assert found[alder.pk] == queries.AlertCount(adopted=True, raised=1, unanswered=1, late=1)
    assert found[birch.pk] == queries.AlertCount(adopted=True)
    on_time = queries.alert_counts(client_ids=[alder.pk], as_of=later - timedelta(days=1))
    assert on_time[alder.pk].late == 0


def test_a_count_asked_as_of_a_day_is_the_count_of_that_day(alder: Client, chief: User) -> None:
    alert = alert_in("closed", chief=chief, client=alder)
    Alert.objects.filter(pk=alert.pk).update(raised_on=TODAY() - timedelta(days=50))
    before = queries.alert_counts(client_ids=[alder.pk], as_of=TODAY() - timedelta(days=1))
    assert before[alder.pk].late == 1
    assert queries.alert_counts(client_ids=[alder.pk], as_of=TODAY())[alder.pk].late == 0


def test_outsiders_learn_counts_of_ten_and_more_only(
    alder: Client, chief: User, uma: User, cal: User
) -> None:
    alert_in("raised", chief=chief, client=alder)
    told = queries.count_sentence(by=uma, client=alder, as_of=TODAY() + timedelta(days=40))
    assert "Fewer than 10 alerts have waited more than 30 days" in told
    known = queries.count_sentence(by=chief, client=alder, as_of=TODAY() + timedelta(days=40))
    assert known.startswith("1 of 1 alerts wait for an answer, 1 of them")
    for person in (uma,):
        with pytest.raises(PermissionDenied):
            queries.rule_book(by=person, client_code=alder.code, as_of=TODAY())
    with pytest.raises(NotFound):
        queries.inbox(by=cal, client_code=alder.code, as_of=TODAY())
