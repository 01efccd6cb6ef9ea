"""How a department takes complaints in: the access checklist with its answers, inquiries, the score."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from accountability.intake.actions import MOST_INQUIRIES, answer_question, count_inquiries
from accountability.intake.models import EVIDENCE_LENGTH
from accountability.intake.queries import Intake, intake_page
from accountability.measures.intake import QUESTIONS
from frontend.access import FORM, client_page
from frontend.as_of import DayInput, check_day, day_asked
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import DomainError
from riskcore.factors.reading import Reading
from riskcore.units import write_date, write_number

TAB = "client_complaints"


class Answer(forms.Form):
    question = forms.ChoiceField(label="Question", choices=list(QUESTIONS.items()))
    answer = forms.TypedChoiceField(
        label="Answer",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda word: word == "yes",
    )
    answered_on = forms.DateField(label="Since", widget=DayInput(), validators=[check_day])
    evidence = forms.CharField(
        label="What shows it",
        max_length=EVIDENCE_LENGTH,
        help_text="An address, a form's number, a page of the manual. No names.",
    )


class Inquiries(forms.Form):
    month = forms.DateField(
        label="Month", widget=DayInput(), validators=[check_day], help_text="Any day of it."
    )
    inquiries = forms.IntegerField(
        label="Inquiries handled without a complaint", min_value=0, max_value=MOST_INQUIRIES
    )


@client_page(permission="intake.view", methods=FORM)
def intake(request: PageRequest, client: Client) -> HttpResponseBase:
    """The checklist on a day and the score; below, for who may, an answer and a month to add."""
    answer, inquiries = _forms(request)
    if request.method == "POST":
        said = _kept(request, client, answer, inquiries)
        if said:
            messages.success(request, said)
            return redirect("client_intake", code=client.code)
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
        "answer_form": answer,
        "inquiries_form": inquiries,
    }
    status = 422 if answer.errors or inquiries.errors else 200
    return render(request, "frontend/records/intake.html", context, status=status)


def _forms(request: PageRequest) -> tuple[Answer, Inquiries]:
    """Both forms, the one that was sent with what was sent."""
    counted = request.method == "POST" and "inquiries" in request.POST
    answered = request.method == "POST" and not counted
    asked = request.GET.get("question", "")
    return (
        Answer(
            request.POST if answered else None,
            initial={"question": asked if asked in QUESTIONS else ""},
        ),
        Inquiries(request.POST if counted else None),
    )


def _kept(request: PageRequest, client: Client, answer: Answer, inquiries: Inquiries) -> str:
    """What was kept, in words; "" where nothing was, and the form says why."""
    sent = inquiries if inquiries.is_bound else answer
    if not sent.is_valid():
        return ""
    asked = {"by": request.user, "client_code": client.code, **sent.cleaned_data}
    try:
        if sent is inquiries:
            row = count_inquiries(**asked)
            return f"Inquiries of {row.month:%Y-%m}: {write_number(row.inquiries)}."
        answer_question(**asked)
    except DomainError as error:
        explain(sent, error)
        return ""
    return "The answer is kept, and holds from its day."


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
