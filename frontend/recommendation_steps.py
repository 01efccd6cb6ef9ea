"""The steps of a recommendation as buttons, and what each one asks for."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from frontend.as_of import DayInput, check_day
from riskcore.access.models import User
from riskcore.errors import NotFound
from riskcore.recommendations import actions
from riskcore.recommendations.answering import Answer, check_owed, extend, reply
from riskcore.recommendations.models import ReplyKind, VerificationMethod
from riskcore.recommendations.queries import check_move, moves
from riskcore.recommendations.states import ANSWER, OWED, WRITE


class AsRead(forms.Form):
    """Nothing but the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class Reason(AsRead):
    reason = forms.CharField(
        label="Reason",
        help_text="The client reads it, and it is kept.",
        widget=forms.Textarea,
        required=False,
        max_length=2_000,
    )


class Note(AsRead):
    note = forms.CharField(
        label="Note",
        help_text="Kept with the recommendation.",
        widget=forms.Textarea,
        required=False,
        max_length=2_000,
    )


class Seen(Note):
    method = forms.ChoiceField(
        label="How it was seen", choices=VerificationMethod.choices, initial="document"
    )


class Successor(Reason):
    by_number = forms.CharField(
        label="Number of the one that takes its place",
        max_length=48,
        help_text="Another recommendation of this client, issued already.",
    )


class Later(Reason):
    due_on = forms.DateField(label="New due date", widget=DayInput(), validators=[check_day])


class Reply(AsRead):
    kind = forms.ChoiceField(label="Answer", choices=ReplyKind.choices, initial="planned")
    text = forms.CharField(
        label="In words",
        help_text="What was done and what shows it, what help is needed, what is proposed, or why not.",
        widget=forms.Textarea,
        required=False,
        max_length=5_000,
    )
    on = forms.DateField(
        label="Done or planned on", widget=DayInput(), validators=[check_day], required=False
    )
    owner = forms.CharField(
        label="Who sees to it",
        max_length=120,
        required=False,
        help_text="By office, as in: training sergeant.",
    )
    budget = forms.DecimalField(
        label="Budget in dollars", min_value=0, max_digits=12, decimal_places=2, required=False
    )


@dataclass(frozen=True, kw_only=True)
class Verb:
    """A step as a button. take(by, number, version, ...) does it; check raises where it could not."""

    key: str
    label: str
    done: str
    form: type[AsRead]
    take: Callable[..., Any]
    check: Callable[..., None]
    second: bool = False


def _answer(*, by: User, number: str, version: int, **said: Any) -> None:
    reply(by=by, number=number, version=version, answer=Answer(**said))


def _may_answer(*, by: User, number: str) -> None:
    check_owed(by=by, number=number, permission=ANSWER)


def _may_extend(*, by: User, number: str) -> None:
    check_owed(by=by, number=number, permission=WRITE)


def _may_move(verb: str) -> Callable[..., None]:
    def may(*, by: User, number: str) -> None:
        check_move(by=by, number=number, verb=verb)

    return may


def _of_life(
    key: str, label: str, done: str, form: type[AsRead] = AsRead, *, second: bool = False
) -> Verb:
    return Verb(
        key=key,
        label=label,
        done=done,
        form=form,
        take=getattr(actions, key),
        check=_may_move(key),
        second=second,
    )


REPLY = Verb(
    key="reply",
    label="Answer",
    done="Answered",
    form=Reply,
    take=_answer,
    check=_may_answer,
)
EXTEND = Verb(
    key="extend",
    label="Give more time",
    done="Extended",
    form=Later,
    take=extend,
    check=_may_extend,
    second=True,
)
VERBS = {
    verb.key: verb
    for verb in (
        _of_life("issue", "Issue to the client", "Issued"),
        REPLY,
        _of_life("acknowledge", "Acknowledge", "Acknowledged", second=True),
        _of_life("report_complete", "Report complete", "Reported complete", Note, second=True),
        _of_life("verify", "Verify and close", "Verified and closed", Seen),
        _of_life("accept_alternative", "Accept an alternative", "Accepted", Reason, second=True),
        _of_life("accept_risk", "Accept the risk", "Risk accepted", Reason, second=True),
        EXTEND,
        _of_life("reopen", "Reopen with reason", "Reopened", Reason, second=True),
        _of_life("supersede", "Replace by another", "Superseded", Successor, second=True),
        _of_life("withdraw", "Withdraw with reason", "Withdrawn", Reason, second=True),
    )
}


def offered(*, status: str, due_on: date | None, held: Collection[str]) -> tuple[Verb, ...]:
    """The buttons of a recommendation in a state for somebody with the permissions ``held``."""
    keys = set(moves(status=status, held=held))
    if status in OWED and ANSWER in held:
        keys.add("reply")
    if status in OWED and due_on and WRITE in held:
        keys.add("extend")
    return tuple(verb for key, verb in VERBS.items() if key in keys)


def verb_of(key: str) -> Verb:
    """The step with this key, or NotFound."""
    if key not in VERBS:
        raise NotFound(
            "recommendation.verb_unknown",
            f"A recommendation has no step {key!r}. Use the buttons of its list.",
            verb=key,
        )
    return VERBS[key]
