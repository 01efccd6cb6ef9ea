"""The forms of a case: what is given with each act. They check shape; the acts check everything else."""

from django import forms
from django.utils import timezone

from accountability.cases.models import Seriousness
from accountability.codes import (
    CATEGORIES,
    CHANNELS,
    CLOSURES,
    COMPLAINANT_TYPES,
    DISCIPLINE,
    MERITS,
    PRIVILEGES,
    TOLLING_REASONS,
)
from accountability.complaints.attributes import Precision
from accountability.complaints.models import Stage
from accountability.discipline import DisciplineStage
from accountability.mediation import MediationStep

YES_NO = [("", "not known"), ("yes", "yes"), ("no", "no")]


def _day(label: str, *, required: bool = False, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _note(label: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _yes_no(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=YES_NO,
        coerce=lambda word: word == "yes",
        empty_value=None,
    )


def _precision(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Precision.choices, initial=Precision.DAY)


class Said(forms.Form):
    """What may be said of a complaint; shared by taking one in and correcting it."""

    received_on = _day("Received", help_text="The day it reached the department.")
    received_precision = _precision("Received is known to the")
    occurred_on = _day("Happened", help_text="Any day of the month or year where no more is known.")
    occurred_precision = _precision("Happened is known to the")
    channel = forms.ChoiceField(label="How it came in", choices=list(CHANNELS.items()))
    complainant_type = forms.ChoiceField(
        label="Who complains", choices=list(COMPLAINANT_TYPES.items())
    )
    district = forms.CharField(label="District", max_length=120, required=False)
    language = forms.CharField(label="Language", max_length=40, required=False)
    anonymous = _yes_no("Anonymous")
    on_duty = _yes_no("Officer on duty")
    body_camera = _yes_no("Body camera recording available")
    force_used = _yes_no("Force used in the same event")
    affidavit_required = _yes_no("Sworn affidavit required")
    policy_clause = forms.CharField(label="Policy clause", max_length=120, required=False)
    policy_version = forms.CharField(
        label="Version in force on the day", max_length=64, required=False
    )


class TakeIn(Said):
    """A complaint as somebody at the desk takes it in, with one allegation; more are added later."""

    number = forms.CharField(label="Complaint number", max_length=64)
    words = forms.CharField(
        label="What is alleged",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In the complainant's words; no names.",
    )
    officer = forms.CharField(
        label="Officer",
        max_length=64,
        required=False,
        help_text="Badge or file number. It becomes a token and is not kept.",
    )
    complainant = forms.CharField(
        label="Complainant is known by",
        max_length=200,
        required=False,
        help_text="A telephone number or an e-mail address. It becomes a token and is not kept.",
    )
    field_order = ("number", "words", "officer", "received_on", "channel", "complainant_type")


class Correct(Said):
    reason = _note("Why")


class Step(forms.Form):
    """A move of the case itself."""

    note = _note("Note", required=False)
    happened_on = _day("Happened", help_text="Today where empty.")


class Classify(Step):
    seriousness = forms.ChoiceField(label="How serious", choices=Seriousness.choices)
    field_order = ("seriousness",)


class Person(forms.Form):
    """Somebody of the department; the page puts the people in."""

    assignee_id = forms.TypedChoiceField(label="Person", coerce=int, choices=())


class Assign(Person, Step):
    due_on = _day("Report due", help_text="The target of the stage where empty.")
    field_order = ("assignee_id", "due_on")


class Reassign(Person):
    note = _note("Why")


class Due(forms.Form):
    due_on = _day("Due", required=True)
    note = _note("Why")


class Allege(forms.Form):
    words = forms.CharField(label="What is alleged", max_length=400)
    officer = forms.CharField(label="Officer", max_length=64, required=False)
    category = forms.ChoiceField(
        label="Category",
        required=False,
        choices=[("", "by its words"), *((each.code, each.name) for each in CATEGORIES.values())],
    )


class About(forms.Form):
    """Something decided of one allegation; the page puts the allegations in."""

    allegation_id = forms.TypedChoiceField(label="Allegation", coerce=int, choices=())


class Recategorise(About):
    category = forms.ChoiceField(
        label="Category", choices=[(each.code, each.name) for each in CATEGORIES.values()]
    )
    reason = _note("Why")


class Find(About):
    stage = forms.ChoiceField(label="Stage", choices=Stage.choices)
    code = forms.ChoiceField(
        label="Finding",
        choices=[
            ("On the merits", list(MERITS.items())),
            ("Closed without", [(key, word) for key, word in CLOSURES.items() if key != "UNK"]),
        ],
    )
    decided_on = _day("Decided")


class Discipline(About):
    stage = forms.ChoiceField(label="Stage", choices=DisciplineStage.choices)
    code = forms.ChoiceField(
        label="Discipline",
        choices=[(each.code, each.name) for each in DISCIPLINE.values() if each.code != "UNK"],
    )
    days = forms.IntegerField(label="Days", min_value=0, max_value=3650, required=False)
    decided_on = _day("Decided")


class Mediate(About):
    step = forms.ChoiceField(label="Mediation", choices=MediationStep.choices)
    happened_on = _day("Day", required=True)
    satisfaction_complainant = forms.IntegerField(
        label="Complainant's satisfaction, 1 to 5", min_value=1, max_value=5, required=False
    )
    satisfaction_officer = forms.IntegerField(
        label="Officer's satisfaction, 1 to 5", min_value=1, max_value=5, required=False
    )


class Toll(forms.Form):
    reason = forms.ChoiceField(label="Reason", choices=list(TOLLING_REASONS.items()))
    starts_on = _day("From", required=True)
    ends_on = _day("Until", help_text="Empty while it runs.")
    note = _note("Note", required=False)


class TollOf(forms.Form):
    """Something said of one toll; the page puts those that stand in."""

    toll_id = forms.TypedChoiceField(label="Which", coerce=int, choices=())


class EndToll(TollOf):
    ends_on = _day("Last day it stood still", required=True)
    note = _note("Note", required=False)


class WithdrawToll(TollOf):
    note = _note("Why it should never have stood")


class Attach(forms.Form):
    file = forms.FileField(label="File", help_text="PDF, picture, Word, Excel, CSV or text.")
    title = forms.CharField(label="What it is", max_length=200, required=False)
    privilege = forms.ChoiceField(label="Privilege", choices=list(PRIVILEGES.items()))


def today() -> dict[str, object]:
    """What a form of an act of today begins with."""
    return {"happened_on": timezone.localdate(), "received_on": timezone.localdate()}
