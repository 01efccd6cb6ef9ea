"""What an underwriter writes: a review to open, terms line by line, a decision, reasons, grants."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms

from frontend.as_of import DayInput, check_day
from riskcore.policies import LimitBasis, Line, Trigger
from riskcore.rating.kept import Kept
from riskcore.underwriting.authority import ALL_RULES
from riskcore.underwriting.codes import BlockingPoint, ReviewKind
from riskcore.underwriting.documents import DocumentKind
from riskcore.underwriting.grants import NewGrant
from riskcore.underwriting.plan import PLAN
from riskcore.underwriting.terms import LineTerms
from riskcore.units import write_date, write_money

LONGEST = 20_000
POINTS = [(point.value, point.label) for point in BlockingPoint]
EVERY_LINE = [("", "every line"), *Line.choices]


def money(label: str, *, required: bool = False, help_text: str = "") -> forms.DecimalField:
    """A field for dollars."""
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
        help_text=help_text,
    )


def words(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """A field for sentences."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=help_text,
    )


class OpenReview(forms.Form):
    kind = forms.ChoiceField(label="Of", choices=[(kind.value, kind.label) for kind in ReviewKind])
    as_of = forms.DateField(label="With the facts as of", widget=DayInput(), validators=[check_day])
    starts_on = forms.DateField(
        label="Cover begins",
        required=False,
        widget=DayInput(),
        validators=[check_day],
        help_text="Left empty, a renewal begins where the term in force ends.",
    )


class OneLine(forms.Form):
    """Terms of one line; blank amounts are left out."""

    offered = forms.BooleanField(label="Offer this line", required=False)
    trigger = forms.ChoiceField(label="Trigger", choices=Trigger.choices)
    retro_date = forms.DateField(
        label="Retro date",
        required=False,
        widget=DayInput(),
        validators=[check_day],
        help_text="Empty on claims-made: full prior acts.",
    )
    each_person = money("Limit, each person")
    each_wrongful_act = money("Limit, each wrongful act")
    aggregate = money("Limit, aggregate")
    retention = money("Retention")
    premium = money("Premium")
    schedule_percent = forms.DecimalField(
        label="Schedule, %",
        required=False,
        min_value=Decimal(-100),
        max_value=Decimal(100),
        decimal_places=2,
        help_text="A credit is below nought.",
    )
    worksheet = forms.CharField(
        label="Worksheet",
        required=False,
        max_length=64,
        widget=forms.Select,
        help_text="The kept worksheet that the premium rests on. Keep one on the Rating tab.",
    )

    def terms(self, line: str) -> LineTerms:
        """What was written, as terms of this line."""
        given = self.cleaned_data
        return LineTerms(
            line=line,
            trigger=given["trigger"],
            retro_date=given["retro_date"],
            limits=tuple(
                (basis, given[basis]) for basis in LimitBasis.values if given[basis] is not None
            ),
            retention=given["retention"] or Decimal(0),
            premium=given["premium"],
            schedule_percent=given["schedule_percent"] or Decimal(0),
            worksheet=given["worksheet"],
        )


class TermsForm:
    """One form over the four lines. fields: (line, its words, its form), those on offer first."""

    def __init__(
        self, data: Any, *, current: Iterable[LineTerms], worksheets: Iterable[Kept] = ()
    ) -> None:
        known = {terms.line: terms for terms in current}
        self.lines = [
            (line, str(label), OneLine(data, prefix=line, initial=_initial(known.get(line))))
            for line, label in Line.choices
        ]
        for line, _, form in self.lines:
            form.fields["worksheet"].widget.choices = [
                ("", "none: the underwriter's judgement alone"),
                *((row.id, _worksheet(row)) for row in worksheets if row.line == line),
            ]
        self.lines.sort(key=lambda each: each[0] not in known)
        self.open = set(known)
        self.rest = Rest(data)

    def is_valid(self) -> bool:
        return all([*(form.is_valid() for _, _, form in self.lines), self.rest.is_valid()])

    def terms(self) -> tuple[LineTerms, ...]:
        """The lines that are offered."""
        return tuple(
            form.terms(line) for line, _, form in self.lines if form.cleaned_data["offered"]
        )


class Rest(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    note = words("Note on these terms", required=False)


class Decide(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    outcome = forms.ChoiceField(label="Decision")
    rationale = words("Why", help_text="The file must stand alone for whoever audits it.")
    conditions = words("Conditions", required=False, help_text="What the offer depends on.")

    def __init__(self, *args: Any, outcomes: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]  # a choice field
            (key, label.capitalize()) for key, label in outcomes
        ]


class Step(forms.Form):
    """One step of a review or of something that belongs to it. The reason is left out where none is
    asked for."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = words("Reason", required=False, help_text="It is kept.")


class Refer(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    to = forms.ChoiceField(label="To")
    note = words("Note", required=False, help_text="What they should look at.")

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = list(people)  # type: ignore[attr-defined]  # a choice field


class RaiseIssue(forms.Form):
    label = forms.CharField(label="In a few words", max_length=120)
    sentence = words("What it is")
    blocking = forms.ChoiceField(label="Stands in the way of", choices=POINTS, initial="quote")


class Reason(RaiseIssue):
    learned_on = forms.DateField(label="Learned on", widget=DayInput(), validators=[check_day])
    contradicts = words(
        "What was stated before binding, if this contradicts it",
        required=False,
        help_text="Options are then drafted for a person to weigh; none is carried out.",
    )


class NewContingency(forms.Form):
    title = forms.CharField(label="In a few words", max_length=200)
    wanted = words("What has to be shown")
    due_on = forms.DateField(label="By", widget=DayInput(), validators=[check_day])


class Note(forms.Form):
    text = words("Note")


class Grant(forms.Form):
    """A grant; what is left empty is not bounded."""

    carrier = forms.ChoiceField(label="On the paper of")
    holder = forms.ChoiceField(label="To")
    line = forms.ChoiceField(label="Line", choices=EVERY_LINE, required=False)
    max_limit = money("Limit up to")
    min_retention = money("Retention from")
    max_premium = money("Premium up to")
    max_credit = forms.DecimalField(label="Schedule credit up to, %", required=False, min_value=0)
    max_debit = forms.DecimalField(label="Schedule debit up to, %", required=False, min_value=0)
    max_officers = forms.IntegerField(
        label="Officers up to", required=False, min_value=0, max_value=1_000_000
    )
    open_critical = forms.BooleanField(
        label="May quote while critical recommendations are overdue", required=False
    )
    approves = forms.MultipleChoiceField(
        label="May approve what these rules refer",
        required=False,
        choices=[(ALL_RULES, "every rule"), *((rule.key, rule.label) for rule in PLAN.rules)],
        widget=forms.CheckboxSelectMultiple,
    )
    special = forms.BooleanField(
        label="May approve beyond every bound; recorded apart", required=False
    )
    starts_on = forms.DateField(
        label="From", required=False, widget=DayInput(), validators=[check_day]
    )
    ends_on = forms.DateField(
        label="Until",
        required=False,
        widget=DayInput(),
        validators=[check_day],
        help_text="The first day it no longer holds.",
    )
    reason = words("Why", required=False)

    def __init__(
        self,
        *args: Any,
        carriers: Iterable[tuple[str, str]],
        people: Iterable[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["carrier"].choices = list(carriers)  # type: ignore[attr-defined]  # a choice field
        self.fields["holder"].choices = list(people)  # type: ignore[attr-defined]  # a choice field

    def asked(self) -> NewGrant:
        """What was written, as the domain takes it."""
        given = dict(self.cleaned_data)
        given.pop("carrier")
        kind, _, name = given.pop("holder").partition(":")
        approves = tuple(given.pop("approves"))
        return NewGrant(
            username=name if kind == "person" else "",
            role=name if kind == "role" else "",
            approves=approves,
            **given,
        )


class Document(forms.Form):
    """A file to keep with a review."""

    file = forms.FileField(label="File")
    kind = forms.ChoiceField(label="What it is", choices=DocumentKind.choices)
    title = forms.CharField(label="Title", required=False, max_length=200)


def _worksheet(row: Kept) -> str:
    return (
        f"{write_money(row.premium)} indicated for {write_date(row.effective_on)}, facts of "
        f"{write_date(row.as_of)}, {row.plan} ({row.id[:12]})"
    )


def _initial(terms: LineTerms | None) -> dict[str, Any]:
    if terms is None:
        return {"offered": False, "schedule_percent": 0, "trigger": Trigger.CLAIMS_MADE.value}
    return {
        "offered": True,
        "trigger": terms.trigger,
        "retro_date": terms.retro_date,
        **dict(terms.limits),
        "retention": terms.retention,
        "premium": terms.premium,
        "schedule_percent": terms.schedule_percent,
        "worksheet": terms.worksheet,
    }
