"""The acts on a case: the words on each button, who may, the form it takes and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from accountability.cases import actions, files, tolling
from accountability.cases.queries import CaseFile
from accountability.codes import MERITS
from accountability.complaints import correcting
from accountability.complaints.actions import NewAllegation, record_finding
from accountability.discipline import record_discipline
from accountability.mediation import record_mediation
from frontend import case_forms, case_words
from riskcore.access.models import User

Given = dict[str, Any]
VERBS = {
    "acknowledge": "Acknowledge receipt",
    "classify": "Class it",
    "assign": "Assign it",
    "report": "Hand in the report",
    "return": "Return for more work",
    "approve": "Approve the report",
    "decide": "Close the findings",
    "settle_discipline": "Close the discipline decision",
    "settle_appeal": "Close the appeal",
    "close": "Close the case: the complainant was told",
    "reopen": "Open it again",
}
MOVE_FORMS: dict[str, type[forms.Form]] = {
    "classify": case_forms.Classify,
    "assign": case_forms.Assign,
}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act on a case beside its moves: the words on its button, who may, its form, what it does."""

    label: str
    permission: str
    form: type[forms.Form]
    do: Callable[[User, CaseFile, Given], object]


def _found(by: User, case: CaseFile, given: Given) -> object:
    code = given.pop("code")
    named = {"merits": code} if code in MERITS else {"closure": code}
    return record_finding(by=by, **given, **named)


ACTS: dict[str, Act] = {
    "finding": Act(
        label="Record a finding",
        permission="complaint.recommend_finding",
        form=case_forms.Find,
        do=_found,
    ),
    "discipline": Act(
        label="Record discipline",
        permission="complaint.record_discipline",
        form=case_forms.Discipline,
        do=lambda by, case, given: record_discipline(by=by, **given),
    ),
    "mediation": Act(
        label="Record mediation",
        permission="complaint.correct",
        form=case_forms.Mediate,
        do=lambda by, case, given: record_mediation(by=by, **given),
    ),
    "allegation": Act(
        label="Add an allegation",
        permission="complaint.correct",
        form=case_forms.Allege,
        do=lambda by, case, given: correcting.add_allegation(
            by=by, complaint_id=case.complaint.pk, allegation=NewAllegation(**given)
        ),
    ),
    "category": Act(
        label="Change a category",
        permission="complaint.correct",
        form=case_forms.Recategorise,
        do=lambda by, case, given: correcting.recategorise(by=by, **given),
    ),
    "correct": Act(
        label="Correct the complaint",
        permission="complaint.correct",
        form=case_forms.Correct,
        do=lambda by, case, given: correcting.correct_complaint(
            by=by, complaint_id=case.complaint.pk, **given
        ),
    ),
    "toll": Act(
        label="Stop the clocks",
        permission="case.handle",
        form=case_forms.Toll,
        do=lambda by, case, given: tolling.start_toll(
            by=by, complaint_id=case.complaint.pk, **given
        ),
    ),
    "toll_end": Act(
        label="End a toll",
        permission="case.handle",
        form=case_forms.EndToll,
        do=lambda by, case, given: tolling.end_toll(by=by, **given),
    ),
    "toll_withdraw": Act(
        label="Withdraw a toll",
        permission="case.handle",
        form=case_forms.WithdrawToll,
        do=lambda by, case, given: tolling.withdraw_toll(by=by, **given),
    ),
    "file": Act(
        label="Add a file",
        permission="case.handle",
        form=case_forms.Attach,
        do=lambda by, case, given: files.attach(
            by=by, case_id=case.case.pk, file_name=given["file"].name, **given
        ),
    ),
    "reassign": Act(
        label="Give it to somebody else",
        permission="case.direct",
        form=case_forms.Reassign,
        do=lambda by, case, given: actions.reassign(by=by, case_id=case.case.pk, **given),
    ),
    "due": Act(
        label="Set the due date",
        permission="case.direct",
        form=case_forms.Due,
        do=lambda by, case, given: actions.set_due(by=by, case_id=case.case.pk, **given),
    ),
}


def tolls(kind: type[forms.Form], found: CaseFile) -> list[tuple[int, str]]:
    """The tolls that stand; to be ended, those still running."""
    return [
        (toll.pk, case_words.toll_words(toll))
        for toll in found.tolling
        if toll.ends_on is None or kind is not case_forms.EndToll
    ]


def is_offered(entry: Act, found: CaseFile) -> bool:
    """Whether there is anything the act could be about."""
    about_tolls = issubclass(entry.form, case_forms.TollOf)
    return not about_tolls or bool(tolls(entry.form, found))
