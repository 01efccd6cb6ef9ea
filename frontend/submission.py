"""A submission: its sections as forms for a phone, its difference to the expiring term, its verdict."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from frontend.access import FORM, WRITE, client_page
from frontend.as_of import DayInput
from frontend.renewals import renewal_day
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput, NotFound
from riskcore.submissions import actions, verdicts
from riskcore.submissions.bank import MOST_TEXT
from riskcore.submissions.models import Capacity
from riskcore.submissions.queries import View, read
from riskcore.submissions.reading import CHANGES, Line, Part
from riskcore.submissions.states import ANSWERABLE
from riskcore.units import write_date

TAB = "client_renewal"
CONFIRM = "confirm-"
ASK = re.compile(r"\s*([A-Z]{2,5}-[A-Z]?\d{1,3})\s*:\s*(.+)")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question as it stands in the form: its field, its confirmation if any, and its line."""

    line: Line
    field: forms.BoundField
    confirm: forms.BoundField | None


class Verdict(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea,
        max_length=4_000,
        help_text="The client reads it, and it is kept.",
    )
    asks = forms.CharField(
        label="Questions to ask back",
        required=False,
        widget=forms.Textarea,
        max_length=MOST_TEXT,
        help_text="One a line, with the code: LEL-31: does this count the annex?",
    )


@client_page(permission="submission.view")
def submission(request: PageRequest, client: Client, *, number: int) -> HttpResponseBase:
    view = _view(request, client, number)
    shell = client_shell(request, client, TAB)
    may, held = shell["may"], view.standing_attestations
    day, _, _ = renewal_day(request)
    capacities = [
        capacity
        for capacity in Capacity
        if capacity.value not in held
        and verdicts.needed_to_attest(client, capacity) in may
        and all(one.by_id != request.user.pk for one in held.values())
    ]
    context = {
        **shell,
        "view": view,
        "late": view.late(day),
        "answerable": view.row.status in ANSWERABLE,
        "may_answer": "submission.answer" in may and view.row.status in ANSWERABLE,
        "capacities": capacities if not view.missing else [],
        "statement": verdicts.STATEMENT,
        "may_submit": "submission.submit" in may and not view.missing and not view.lacks,
        "may_review": "submission.review" in may and view.row.status == "submitted",
        "reads_referrals": "submission.review" in may,
        "form": Verdict(initial={"version": view.row.version}),
    }
    return render(request, "frontend/submission/submission.html", context)


@client_page(permission="submission.answer", methods=FORM)
def section(request: PageRequest, client: Client, *, number: int) -> HttpResponseBase:
    """One section as a form. What can be read is saved; the rest stays in the form with its fault."""
    view = _view(request, client, number)
    place, part = _part(view, request.GET.get("section", "1"))
    form = _form(part, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        saved = _save(request, view, part)
        if not saved.problems:
            return _onward(request, client, number, place, part)
        for code, sentence in saved.problems.items():
            form.add_error(code if code in form.fields else None, sentence)
        view = _view(request, client, number)
    context = {
        **client_shell(request, client, TAB),
        "view": view,
        "part": part,
        "place": place,
        "form": form,
        "fields": [_field(form, line) for line in part.lines],
        "carried": sum(line.is_carried for line in part.lines),
    }
    status = 422 if form.errors else 200
    return render(request, "frontend/submission/section.html", context, status=status)


@client_page(permission="submission.view")
def difference(request: PageRequest, client: Client, *, number: int) -> HttpResponseBase:
    """Question by question: the expiring term's answer beside this one's."""
    view = _view(request, client, number)
    everything = "all" in request.GET
    lines = view.lines if everything else view.changed
    context = {
        **client_shell(request, client, TAB),
        "view": view,
        "lines": [(line, CHANGES[line.change]) for line in lines],
        "everything": everything,
        "finding": _difference(view),
    }
    return render(request, "frontend/submission/difference.html", context)


@client_page(permission="submission.view", methods=WRITE)
def move(request: PageRequest, client: Client, *, number: int) -> HttpResponseBase:
    """Attest, submit, return, accept or withdraw; the rule of each stands with its verb."""
    _view(request, client, number)
    verb = request.POST.get("verb", "")
    form = Verdict(request.POST)
    if verb.startswith("attest-"):
        verdicts.attest(by=request.user, number=number, capacity=verb.removeprefix("attest-"))
    elif not form.is_valid():
        raise InvalidInput("submission.form", "The form could not be read. Use the page's buttons.")
    else:
        _move(request, number, verb, form.cleaned_data)
    return redirect("submission", code=client.code, number=number)


def _move(request: PageRequest, number: int, verb: str, asked: Mapping[str, Any]) -> None:
    base: dict[str, Any] = {"by": request.user, "number": number, "version": asked["version"]}
    if verb == "submit":
        verdicts.submit(**base)
    elif verb == "accept":
        verdicts.accept(**base)
    elif verb == "return":
        verdicts.return_with_reason(**base, reason=asked["reason"], asks=_asks(asked["asks"]))
    elif verb == "withdraw":
        verdicts.withdraw(**base, reason=asked["reason"])
    else:
        raise NotFound("submission.verb", f"A submission has no step {verb!r}.", verb=verb)


def _asks(text: str) -> dict[str, str]:
    found = {}
    for line in filter(str.strip, text.splitlines()):
        match = ASK.fullmatch(line)
        if match is None:
            raise InvalidInput(
                "submission.ask_form",
                f"You asked back {line.strip()[:60]!r}; each line begins with the question's code and a "
                "colon, as in LEL-31: does this count the annex?",
            )
        found[match[1]] = match[2]
    return found


def _view(request: PageRequest, client: Client, number: int) -> View:
    view = read(by=request.user, number=number)
    if view.row.client_id != client.pk:
        raise NotFound(
            "submission.unknown",
            f"There is no submission {number} of {client.name}. Look for it on the renewal page.",
        )
    return view


def _part(view: View, asked: str) -> tuple[int, Part]:
    place = int(asked) if asked.isascii() and asked.isdigit() else 1
    place = min(max(place, 1), len(view.parts))
    return place, view.parts[place - 1]


def _save(request: PageRequest, view: View, part: Part) -> actions.Saved:
    posted = request.POST
    codes = [line.question.code for line in part.lines]
    every = "confirm-all" in posted
    carried = {line.question.code for line in part.lines if line.is_carried}
    seen = posted.get("seen", "")
    return actions.save_answers(
        by=request.user,
        number=view.row.pk,
        answers={code: posted[code] for code in codes if code in posted},
        confirm={code for code in codes if CONFIRM + code in posted}
        | (carried if every else set()),
        seen=int(seen) if seen.isascii() and seen.isdigit() else None,
        source=posted.get("source", ""),
    )


def _onward(
    request: PageRequest, client: Client, number: int, place: int, before: Part
) -> HttpResponseBase:
    """To the next section; to the same one where the answers brought further questions into it."""
    view = _view(request, client, number)
    _, part = _part(view, str(place))
    messages.success(request, f"Saved: {part.name}, {part.words}.")
    more = {line.question.code for line in part.lines} - {q.question.code for q in before.lines}
    if not more and place >= len(view.parts):
        return redirect("submission", code=client.code, number=number)
    target = place if more else place + 1
    return redirect(f"{_address(client, number)}?section={target}")


def _address(client: Client, number: int) -> str:
    response = redirect("submission_section", code=client.code, number=number)
    return str(response["Location"])


def _form(part: Part, posted: Any) -> forms.Form:
    form = forms.Form(posted)
    form.use_required_attribute = False
    for line in part.lines:
        form.fields[line.question.code] = _input(line)
        if line.is_carried or (line.ask and line.value is not None):
            form.fields[CONFIRM + line.question.code] = forms.BooleanField(
                label="Still so, unchanged", required=False
            )
    return form


def _input(line: Line) -> forms.Field:
    question = line.question
    label = f"{question.text} ({question.unit})" if question.unit else question.text
    common: dict[str, Any] = {
        "label": label,
        "required": False,
        "initial": line.shown,
        "help_text": question.help,
    }
    kind = question.answer_type
    if kind in {"yes_no", "choice"}:
        words = ("yes", "no") if kind == "yes_no" else question.choices
        return forms.CharField(
            **common, widget=forms.Select(choices=[("", "–"), *((word, word) for word in words)])
        )
    if kind == "date":
        return forms.CharField(**common, widget=DayInput())
    if kind in {"number", "money"}:
        return forms.CharField(**common, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    if kind == "table":
        columns = f"One a line: {' | '.join(question.choices)}"
        common["help_text"] = f"{question.help} {columns}".strip()
    return forms.CharField(**common, widget=forms.Textarea(attrs={"rows": 3}))


def _field(form: forms.Form, line: Line) -> Field:
    name = CONFIRM + line.question.code
    return Field(
        line=line,
        field=form[line.question.code],
        confirm=form[name] if name in form.fields else None,
    )


def _difference(view: View) -> str:
    if view.row.expiring is None:
        return "There is no earlier submission to compare with."
    changed = sum(line.change == "changed" for line in view.lines)
    confirmed = sum(line.change == "confirmed" for line in view.lines)
    before = write_date(view.row.expiring.starts_on)
    return (
        f"Against the term from {before}: {changed} answer{'' if changed == 1 else 's'} changed, "
        f"{confirmed} confirmed unchanged."
    )
