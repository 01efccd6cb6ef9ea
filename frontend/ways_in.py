"""How a department takes complaints in: the access checklist with its answers, inquiries, the score."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from accountability.intake.actions import MOST_INQUIRIES, count_inquiries
from accountability.intake.models import EVIDENCE_LENGTH
from accountability.intake.queries import Intake, IntakePage, intake_page
from accountability.measures.intake import CHECKLIST
from accountability.ways_in import SAY, VIEW, say_ways_in
from frontend.access import FORM, client_page
from frontend.as_of import DayInput, check_day, day_asked
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.clients.queries import check
from riskcore.errors import DomainError
from riskcore.factors.reading import Reading
from riskcore.units import write_date, write_month, write_number

TAB = "client_complaints"
YES_OR_NO = [("", "Not answered"), ("yes", "Yes"), ("no", "No")]


class Answers(forms.Form):
    """One field for every question of the latest checklist; what is left open is not answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in CHECKLIST:
            self.fields[item.key] = forms.ChoiceField(
                label=item.question, choices=YES_OR_NO, required=False
            )
        self.fields["answered_on"] = forms.DateField(
            label="Since", widget=DayInput(), validators=[check_day]
        )
        self.fields["evidence"] = forms.CharField(
            label="What shows what has changed",
            max_length=EVIDENCE_LENGTH,
            help_text="An address, a form's number, a page of the manual. No names.",
        )

    def answers(self) -> dict[str, Any]:
        """What was answered, since when, and what shows it."""
        given = {item.key: self.cleaned_data[item.key] for item in CHECKLIST}
        return {
            "answers": {key: word == "yes" for key, word in given.items() if word},
            "answered_on": self.cleaned_data["answered_on"],
            "evidence": self.cleaned_data["evidence"],
        }


class Inquiries(forms.Form):
    month = forms.DateField(
        label="Month", widget=DayInput(), validators=[check_day], help_text="Any day of it."
    )
    inquiries = forms.IntegerField(
        label="Inquiries handled without a complaint", min_value=0, max_value=MOST_INQUIRIES
    )


@client_page(permission=VIEW, methods=FORM)
def ways(request: PageRequest, client: Client) -> HttpResponseBase:
    """The checklist on a day and the score; below, for who may, the answers and a month to add."""
    sent = None
    if request.method == "POST":
        check(by=request.user, permission=SAY, client=client)
        sent = Inquiries(request.POST) if "inquiries" in request.POST else Answers(request.POST)
        said = _kept(request, client, sent)
        if said:
            messages.success(request, said)
            return redirect("ways_in", code=client.code)
    day, form = day_asked(request)
    page = intake_page(by=request.user, client_code=client.code, as_of=day)
    context = {
        **client_shell(request, client, TAB),
        "as_of": day,
        "as_of_form": form,
        "page": page,
        "finding": finding(client, page.intake),
        "span": f"{write_date(page.period.start)} to {write_date(page.period.last_day)}",
        "parts": parts(page.intake),
        "answers_form": sent if isinstance(sent, Answers) else Answers(initial=_initial(page)),
        "inquiries_form": sent if isinstance(sent, Inquiries) else Inquiries(),
    }
    status = 422 if sent is not None else 200
    return render(request, "frontend/complaints/ways_in.html", context, status=status)


def _initial(page: IntakePage) -> dict[str, str]:
    return {
        each.key: "yes" if each.answer.answer else "no" for each in page.questions if each.answer
    }


def _kept(request: PageRequest, client: Client, sent: Answers | Inquiries) -> str:
    """What was kept, in words; "" where nothing was, and the form says why."""
    if not sent.is_valid():
        return ""
    asked: dict[str, Any] = {"by": request.user, "client_code": client.code}
    try:
        if isinstance(sent, Inquiries):
            row = count_inquiries(**asked, **sent.cleaned_data)
            return f"Inquiries of {write_month(row.month)}: {write_number(row.inquiries)}."
        new = say_ways_in(**asked, **sent.answers())
    except DomainError as error:
        explain(sent, error)
        return ""
    return f"{len(new)} answer{'' if len(new) == 1 else 's'} kept; earlier ones stay on record."


def finding(client: Client, found: Intake) -> str:
    """The score or why there is none, in one sentence."""
    if found.quality.value is None:
        verb = "is not shown" if found.quality.unavailable.startswith("fewer") else "is not known"
        return (
            f"How well {client.name} takes complaints in {verb}, because "
            f"{found.quality.unavailable}."
        )
    return f"{client.name} takes complaints in with {write_number(found.quality.value)} of 100."


def parts(found: Intake) -> list[tuple[str, str, str]]:
    """Each part: its name, its value or why there is none, and what is to be said of it."""
    return [
        (name, _written(reading, unit), reading.note)
        for name, unit, reading in (
            ("Access", "of 100", found.access),
            ("Completeness of the record", "%", found.complete),
            ("Taken down as complaints", "%", found.taken),
        )
    ]


def _written(reading: Reading, unit: str) -> str:
    if reading.value is None:
        why = reading.unavailable
        return f"{'not shown' if why.startswith('fewer') else 'cannot be computed'}, because {why}"
    return f"{write_number(reading.value, 0 if unit != '%' else 1)}\u00a0{unit}"
