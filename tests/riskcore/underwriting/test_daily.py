"""The daily work writes what is missing, once, and leaves ended policies alone."""

from datetime import date, timedelta

from django.utils import timezone

from riskcore.access.models import User
from riskcore.clients.models import Client
from riskcore.jobs import daily, runner
from riskcore.jobs.daily import DAILY
from riskcore.jobs.models import Job
from riskcore.recommendations.models import Recommendation
from riskcore.underwriting.contingencies import Contingency
from riskcore.underwriting.daily import KEY
from riskcore.underwriting.referrals import ReferralReason
from tests.factories.losses import load
from tests.factories.recommendations import recommendation
from tests.factories.underwriting import policy

TODAY = timezone.localdate()


def run(day: date) -> Job:
    daily.ask(day)
    job = Job.objects.filter(kind=KEY).order_by("created_at").last()
    assert job is not None
    runner.run(job.pk)
    job.refresh_from_db()
    return job


def test_it_is_asked_for_every_day() -> None:
    assert KEY in DAILY


def test_contingencies_and_reasons_are_written_once(
    alder: Client, uma: User, ana: User, rita: User
) -> None:
    policy(alder, ends_on=TODAY + timedelta(days=90), premium=9_000_000)
    row = recommendation(
        client=alder, advisor=ana, manager=rita, status="issued", classification="critical"
    )
    Recommendation.objects.filter(pk=row.pk).update(due_on=TODAY - timedelta(days=1))
    load(
        alder,
        uma,
        TODAY - timedelta(days=30),
        {
            "number": "C-1",
            "occurred_on": TODAY - timedelta(days=400),
            "status": "open",
            "cause": "Excessive force",
            "indemnity_paid": 300_000,
        },
    )
    job = run(TODAY)
    assert job.status == "done"
    assert job.result["contingencies"] == 1
    rules = set(ReferralReason.objects.values_list("rule", flat=True))
    assert rules == {"claims.large", "recommendations.critical_overdue"}
    again = run(TODAY + timedelta(days=1))
    assert again.result["contingencies"] == 0
    assert Contingency.objects.count() == 1


def test_where_no_policy_runs_nothing_is_learned(alder: Client, uma: User) -> None:
    load(
        alder,
        uma,
        TODAY - timedelta(days=30),
        {
            "number": "C-1",
            "occurred_on": TODAY - timedelta(days=400),
            "status": "open",
            "cause": "Excessive force",
            "indemnity_paid": 300_000,
        },
    )
    assert run(TODAY).result == {"contingencies": 0, "referral_reasons": 0}
