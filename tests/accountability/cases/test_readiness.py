"""What a case lacks before it may move on."""

import pytest

from accountability.cases.models import Case
from accountability.cases.readiness import check_ready, missing, sustained_ids
from accountability.complaints.models import Allegation
from riskcore.errors import InvalidInput
from tests.factories.accountability import DisciplineFactory, FindingFactory

pytestmark = pytest.mark.django_db


def test_an_open_finding_decides_nothing(case: Case) -> None:
    allegation = Allegation.objects.get()
    FindingFactory(allegation=allegation, merits="", closure="PND", stage="final")
    assert len(missing(case, "decide")) == 1
    FindingFactory(allegation=allegation, merits="UNF", stage="final")
    assert missing(case, "decide") == []


def test_discipline_is_due_only_for_what_stands_sustained(case: Case) -> None:
    allegation = Allegation.objects.get()
    FindingFactory(allegation=allegation, merits="NSU", stage="final")
    assert missing(case, "settle_discipline") == []
    FindingFactory(allegation=allegation, merits="SUS", stage="final")
    assert sustained_ids(case) == [allegation.pk]
    with pytest.raises(InvalidInput, match="discipline imposed"):
        check_ready(case, "settle_discipline")
    DisciplineFactory(allegation=allegation, stage="recommended")
    assert missing(case, "settle_discipline")
    DisciplineFactory(allegation=allegation, stage="imposed", code="D00")
    assert missing(case, "settle_discipline") == []


def test_a_report_needs_an_allegation(case: Case) -> None:
    assert "recommended finding" in missing(case, "report")[0]
    Allegation.objects.all().delete()
    assert missing(case, "report") == ["an allegation"]
