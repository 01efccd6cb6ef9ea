"""Two people attest, the client submits, an underwriter accepts or returns."""

import pytest

from riskcore.access.models import Role, User
from riskcore.audit.models import AuditEvent
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, InvalidTransition, NotFound, PermissionDenied
from riskcore.submissions import verdicts
from riskcore.submissions.actions import save_answers
from riskcore.submissions.models import Submission
from riskcore.submissions.queries import read
from tests.conftest import member
from tests.factories.submissions import answer_all, attested, insured, opened, submitted


@pytest.fixture
def row(alder: Client, uma: User) -> Submission:
    insured(alder)
    return opened(alder, uma)


def test_nobody_attests_before_every_question_is_done(row: Submission, rita: User) -> None:
    save_answers(by=rita, number=row.pk, answers={"ENT-4": "1"})
    with pytest.raises(InvalidInput, match="questions are not done") as refused:
        verdicts.attest(by=rita, number=row.pk, capacity="manager")
    assert len(refused.value.facts["missing"]) > 10
    with pytest.raises(InvalidInput, match="not done"):
        verdicts.submit(by=rita, number=row.pk, version=row.version)


def test_it_takes_two_different_people_in_two_capacities(
    row: Submission, alder: Client, rita: User, chief: User
) -> None:
    answer_all(row, rita)
    other = member("second", Role.RISK_MANAGER, alder.organisation)
    verdicts.attest(by=rita, number=row.pk, capacity="manager")
    with pytest.raises(PermissionDenied):
        verdicts.attest(by=rita, number=row.pk, capacity="department")
    with pytest.raises(Conflict, match="second person"):
        verdicts.attest(by=other, number=row.pk, capacity="manager")
    row.refresh_from_db()
    with pytest.raises(InvalidInput, match="head of the department"):
        verdicts.submit(by=rita, number=row.pk, version=row.version)
    verdicts.attest(by=chief, number=row.pk, capacity="department")
    done = verdicts.submit(by=rita, number=row.pk, version=row.version)
    assert done.status == "submitted"
    assert AuditEvent.objects.filter(verb="submission.attest").count() == 2


def test_one_person_in_both_roles_attests_once_only(
    row: Submission, alder: Client, rita: User, chief: User
) -> None:
    answer_all(row, rita)
    both = member("both", Role.RISK_MANAGER, alder.organisation)
    both.memberships.create(organisation=alder.departments.get().organisation, role=Role.REVIEWER)
    verdicts.attest(by=both, number=row.pk, capacity="manager")
    with pytest.raises(Conflict, match="second person"):
        verdicts.attest(by=both, number=row.pk, capacity="department")


def test_without_a_department_a_second_risk_manager_stands_in(
    alder: Client, uma: User, rita: User
) -> None:
    insured(alder)
    row = opened(alder, uma)
    answer_all(row, rita)
    other = member("second", Role.RISK_MANAGER, alder.organisation)
    attested(row, manager=rita, head=other)
    assert read(by=uma, number=row.pk).lacks == ()


def test_a_later_answer_leaves_the_attestations_behind(
    row: Submission, rita: User, chief: User
) -> None:
    answer_all(row, rita)
    attested(row, manager=rita, head=chief)
    save_answers(by=rita, number=row.pk, answers={"ENT-4": "99"})
    view = read(by=rita, number=row.pk)
    assert view.lacks == ("head of the department", "risk manager")
    with pytest.raises(InvalidInput, match="before it was attested"):
        verdicts.submit(by=rita, number=row.pk, version=view.row.version)


def test_what_is_asked_back_is_open_until_it_is_answered_or_confirmed(
    row: Submission, rita: User, chief: User, uma: User
) -> None:
    row = submitted(row, manager=rita, head=chief)
    back = verdicts.return_with_reason(
        by=uma,
        number=row.pk,
        version=row.version,
        reason="Two answers differ.",
        asks={"ENT-4": "With the annex?", "ENT-13": "Since when?", "ENT-14": " "},
    )
    assert (back.status, back.status_reason) == ("returned", "Two answers differ.")
    view = read(by=rita, number=row.pk)
    assert [line.question.code for line in view.lines if line.ask] == ["ENT-4", "ENT-13"]
    with pytest.raises(InvalidInput, match="asks: With the annex"):
        verdicts.attest(by=rita, number=row.pk, capacity="manager")
    save_answers(by=rita, number=row.pk, answers={"ENT-4": "99"}, confirm=["ENT-13"])
    assert read(by=rita, number=row.pk).missing == ()
    attested(row, manager=rita, head=chief)
    row.refresh_from_db()
    row = verdicts.submit(by=rita, number=row.pk, version=row.version)
    assert verdicts.accept(by=uma, number=row.pk, version=row.version).status == "accepted"


def test_a_verdict_needs_its_reason_its_version_its_question_and_its_role(
    row: Submission, rita: User, chief: User, uma: User, cal: User
) -> None:
    asked = {"number": row.pk, "version": row.version}
    with pytest.raises(InvalidTransition):
        verdicts.accept(by=uma, **asked)
    row = submitted(row, manager=rita, head=chief)
    asked["version"] = row.version
    with pytest.raises(InvalidInput, match="Give a reason"):
        verdicts.return_with_reason(by=uma, **asked, reason=" ")
    with pytest.raises(InvalidInput, match="ELL-1"):
        verdicts.return_with_reason(by=uma, **asked, reason="Why.", asks={"ELL-1": "x"})
    row.refresh_from_db()
    assert row.status == "submitted"
    with pytest.raises(Conflict, match="Somebody changed"):
        verdicts.accept(by=uma, number=row.pk, version=row.version - 1)
    with pytest.raises(PermissionDenied):
        verdicts.accept(by=rita, **asked)
    with pytest.raises(NotFound):
        verdicts.accept(by=cal, **asked)
    with pytest.raises(InvalidInput, match="one attests as"):
        verdicts.attest(by=rita, number=row.pk, capacity="mayor")
