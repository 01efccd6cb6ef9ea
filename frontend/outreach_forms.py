"""The forms of the outreach desk: what happened, and the files that show it.

They check shape only. Files are never judged by a form: the record is saved first, and each file is
then taken or refused on its own, so that one bad file costs nobody their evening's work.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from outreach.evidence.models import EvidenceKind
from outreach.evidence.wording import LEVELS, RETURN_REASONS
from outreach.initiatives.actions import DETAILS
from outreach.initiatives.models import CountMethod, Initiative
from outreach.initiatives.wording import MEANINGS

PICTURES = "image/jpeg,image/png"
EVERYTHING = f"{PICTURES},application/pdf,.pdf,.docx,.xlsx,.csv,.txt"
MORE = (
    "ends_on",
    "district",
    "officers",
    "officer_hours",
    "partner",
    "cost",
    "impressions",
    "notes",
)
STRATEGIES = [
    (
        strategy.value,
        format_html(
            '<span class="choice-name">{}</span> <span class="choice-words">{}</span>',
            meaning.name,
            meaning.sentence,
        ),
    )
    for strategy, meaning in MEANINGS.items()
]


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _count(label: str, *, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class Happened(forms.Form):
    """What happened, as ``initiatives.actions`` takes it. reference: made up when the form is drawn, so
    that sending it twice records it once."""

    strategy = forms.ChoiceField(
        label="What was it for?", choices=STRATEGIES, widget=forms.RadioSelect
    )
    activity = forms.CharField(
        label="What kind of activity?",
        max_length=80,
        widget=forms.TextInput(attrs={"list": "activities", "autocomplete": "off"}),
    )
    title = forms.CharField(
        label="Its name",
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "Coffee at the library"}),
    )
    starts_on = forms.DateField(label="Day", widget=_day_input())
    ends_on = forms.DateField(
        label="Last day",
        required=False,
        help_text="Only if it lasted longer than a day.",
        widget=_day_input(),
    )
    people_reached = _count("How many people?", help_text="Each once; empty if nobody counted.")
    count_method = forms.ChoiceField(
        label="How were they counted?",
        choices=[("", "Choose one"), *CountMethod.choices],
        help_text="A guess is fine; say so.",
    )
    district = forms.CharField(label="District or place", max_length=120, required=False)
    officers = _count("Officers")
    officer_hours = forms.DecimalField(
        label="Officer hours, all together",
        min_value=0,
        max_digits=8,
        decimal_places=1,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.5"}),
    )
    partner = forms.CharField(label="Partner", max_length=200, required=False)
    cost = forms.DecimalField(
        label="Cost in dollars",
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )
    impressions = _count(
        "Impressions",
        help_text="Views of a post or a billboard, repeats included. These are not people.",
    )
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    reference = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def details(self) -> dict[str, Any]:
        """The fields of the record; without a last day it ended on the day it began."""
        given = {name: self.cleaned_data[name] for name in DETAILS}
        return given | {"ends_on": given["ends_on"] or given["starts_on"]}


def empty_form(*, today: date) -> Happened:
    """The form for something new, today unless told otherwise."""
    reference = f"{today:%Y%m%d}-{secrets.token_hex(4)}"
    return Happened(initial={"starts_on": today, "reference": reference})


def form_of(initiative: Initiative) -> Happened:
    """The form for a correction, filled with what stands."""
    return Happened(initial={name: getattr(initiative, name) for name in DETAILS})


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


def _files(label: str, *, help_text: str, **attrs: object) -> forms.FileField:
    widget = ManyFiles(attrs={"multiple": True, **attrs})
    return forms.FileField(label=label, help_text=help_text, required=False, widget=widget)


class Files(forms.Form):
    """Where files are chosen; drawn only, read by ``sent_files``. Phones turn their own picture format
    into JPEG because that is what is asked for."""

    sheet = _files(
        "Photograph the sign-in sheet",
        help_text="Opens the camera on a phone.",
        accept=PICTURES,
        capture="environment",
    )
    photos = _files("Photos", help_text="From the camera or the library.", accept=PICTURES)
    others = _files(
        "Other files", help_text="PDF, JPEG, PNG, Word, Excel, CSV or text.", accept=EVERYTHING
    )
    others_kind = forms.ChoiceField(
        label="What the other files are", choices=EvidenceKind.choices, initial=EvidenceKind.FLYER
    )
    invoice_number = forms.CharField(
        label="Invoice number",
        help_text="If the other file is an invoice, as printed on it.",
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@dataclass(frozen=True, kw_only=True)
class SentFile:
    """One file as it came, with the kind of evidence it was sent as."""

    kind: str
    file: "UploadedFile[bytes]"
    invoice_number: str = ""


def sent_files(
    files: "MultiValueDict[str, UploadedFile[bytes]]", fields: Mapping[str, Any]
) -> tuple[SentFile, ...]:
    """Every file of a request in the order of the form, none left out and none looked into."""
    kinds = {
        "sheet": EvidenceKind.SIGN_IN.value,
        "photos": EvidenceKind.PHOTO.value,
        "others": str(fields.get("others_kind") or EvidenceKind.OTHER.value),
    }
    return tuple(
        SentFile(
            kind=kind,
            file=file,
            invoice_number=str(fields.get("invoice_number") or "")
            if kind == EvidenceKind.INVOICE
            else "",
        )
        for name, kind in kinds.items()
        for file in files.getlist(name)
    )


class Decide(forms.Form):
    """A reviewer's decision; whether level and reason go with it is the domain's to say."""

    level = forms.ChoiceField(
        label="Evidence level",
        required=False,
        choices=[
            (
                level.number,
                format_html(
                    '<span class="choice-name">{} · {}</span> <span class="choice-words">{}</span>',
                    level.number,
                    level.name,
                    level.meaning,
                ),
            )
            for level in LEVELS
        ],
        widget=forms.RadioSelect,
    )
    reasons = forms.MultipleChoiceField(
        label="What is missing",
        choices=list(RETURN_REASONS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own_words = forms.CharField(
        label="In your own words",
        max_length=2000,
        required=False,
        help_text="The department reads this as it stands.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
