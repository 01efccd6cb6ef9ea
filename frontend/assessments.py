"""Assessments of critical tasks: the list, the grid, one task as a form, and finishing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from frontend.access import FORM, WRITE, client_page
from frontend.as_of import DayInput, check_day
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.assessments import actions
from riskcore.assessments.actions import LONGEST, Said
from riskcore.assessments.checklist import MEANINGS
from riskcore.assessments.grid import Row
from riskcore.assessments.library import library
from riskcore.assessments.models import Side
from riskcore.assessments.queries import View, of_client, read
from riskcore.clients.models import Client
from riskcore.errors import Conflict, InvalidInput, NotFound

TAB = "client_loss_control"
APPLIES_NOT = "none"
CHOICES = [
    ("", "–"),
    *((str(value), f"{value}: {words}") for value, words in enumerate(MEANINGS)),
    (APPLIES_NOT, "does not apply (say why in the note)"),
]


class Open(forms.Form):
    side = forms.ChoiceField(label="Whose assessment", choices=Side.choices)
    checklist_key = forms.ChoiceField(label="Checklist")
    visited_on = forms.DateField(
        label="Day it speaks of", widget=DayInput(), validators=[check_day]
    )

    def __init__(self, *args: Any, sides: list[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("side", [(side.value, side.label) for side in sides])
        self._choose("checklist_key", [(one.key, one.label) for one in library().values()])
        self.fields["visited_on"].initial = timezone.localdate()

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # narrows the type
        field.choices = choices


class CellForm(forms.Form):
    score = forms.ChoiceField(label="Score", choices=CHOICES, required=False)
    evidence = forms.CharField(
        label="What was seen",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label="Note", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 1})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)


class Finish(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    summary = forms.CharField(
        label="What the reader should know first",
        widget=forms.Textarea,
        required=False,
        max_length=LONGEST,
        help_text="To withdraw the assessment instead, say here why.",
    )
    met = forms.CharField(
        label="Whom you met, by function",
        required=False,
        max_length=LONGEST,
        help_text="Chief, training sergeant, evidence custodian; no names.",
    )


@client_page(permission="assessment.view", methods=FORM)
def assessments(request: PageRequest, client: Client) -> HttpResponseBase:
    shell = client_shell(request, client, TAB)
    sides = [side for side in Side if side.permission in shell["may"]]
    form = Open(request.POST if request.method == "POST" else None, sides=sides)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.open_assessment(
                by=request.user, client_code=client.code, **form.cleaned_data
            )
        except (InvalidInput, Conflict) as error:
            explain(form, error)
        else:
            return redirect("assessment", code=client.code, number=row.number)
    context = {
        **shell,
        "rows": of_client(by=request.user, client_code=client.code),
        "form": form if sides else None,
    }
    status = 422 if form.errors else 200
    return render(request, "frontend/assessments/list.html", context, status=status)


@client_page(permission="assessment.view")
def assessment(request: PageRequest, client: Client, *, number: str) -> HttpResponseBase:
    view = _view(request, client, number)
    return render(request, "frontend/assessments/grid.html", _context(request, client, view))


@client_page(permission="assessment.view", methods=FORM)
def task(request: PageRequest, client: Client, *, number: str, code_: str) -> HttpResponseBase:
    """One task's six cells as a form. What is well said is saved; the rest stays with its fault."""
    view = _view(request, client, number)
    row = view.task(code_)
    forms_ = _forms(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _are_valid(forms_):
        said = {
            (row.task.code, layer): _said(form.cleaned_data)
            for layer, form in forms_.items()
            if form.cleaned_data["score"] or form.cleaned_data["evidence"]
        }
        saved = actions.save_scores(by=request.user, number=number, said=said)
        for (_, layer), sentence in saved.problems.items():
            forms_[layer].add_error(None, sentence)
        if not saved.problems:
            return _onward(request, client, view, row)
    context = {
        **_context(request, client, view),
        "row": row,
        "cells": [(cell, forms_[cell.layer.value]) for cell in row.cells],
        "place": view.rows.index(row) + 1,
    }
    status = 422 if any(form.errors for form in forms_.values()) else 200
    return render(request, "frontend/assessments/task.html", context, status=status)


@client_page(permission="assessment.view", methods=WRITE)
def finish(request: PageRequest, client: Client, *, number: str) -> HttpResponseBase:
    """Complete or withdraw it; a refusal is said beside the form."""
    view = _view(request, client, number)
    form = Finish(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        base = {"by": request.user, "number": number, "version": asked["version"]}
        try:
            if "withdraw" in request.POST:
                actions.withdraw(**base, reason=asked["summary"])
            else:
                actions.complete(**base, summary=asked["summary"], met=asked["met"])
        except InvalidInput as error:
            explain(form, error)
        else:
            return redirect("assessment", code=client.code, number=number)
    context = {**_context(request, client, view), "form": form}
    return render(request, "frontend/assessments/grid.html", context, status=422)


def _context(request: PageRequest, client: Client, view: View) -> dict[str, Any]:
    shell = client_shell(request, client, TAB)
    may = shell["may"]
    is_open = view.row.status == "open"
    return {
        **shell,
        "view": view,
        "may_score": is_open and Side(view.row.side).permission in may,
        "may_write": "recommendation.write" in may and view.row.side == Side.ADVISOR,
        "form": Finish(initial={"version": view.row.version}),
    }


def _view(request: PageRequest, client: Client, number: str) -> View:
    view = read(by=request.user, number=number)
    if view.row.client_id != client.pk:
        raise NotFound(
            "assessment.unknown",
            f"There is no assessment {number!r} of {client.name}. Look for it in the client's list.",
        )
    return view


def _forms(row: Row, posted: Any) -> dict[str, CellForm]:
    return {
        cell.layer.value: CellForm(
            posted,
            prefix=cell.layer.value,
            initial={
                "score": _chosen(cell.value, is_settled=cell.is_settled),
                "evidence": cell.given.evidence if cell.given else "",
                "note": cell.given.note if cell.given else "",
                "seen": cell.given.place if cell.given else 0,
            },
        )
        for cell in row.cells
    }


def _are_valid(forms_: dict[str, CellForm]) -> bool:
    """Every form is asked, so that every fault is shown."""
    return not any(form.errors for form in forms_.values())


def _chosen(value: int | None, *, is_settled: bool) -> str:
    if value is None:
        return APPLIES_NOT if is_settled else ""
    return str(value)


def _said(asked: dict[str, Any]) -> Said:
    score = asked["score"]
    return Said(
        value=None if score in {"", APPLIES_NOT} else int(score),
        evidence=asked["evidence"],
        note=asked["note"],
        seen=asked["seen"],
    )


def _onward(request: PageRequest, client: Client, view: View, row: Row) -> HttpResponseBase:
    """To the next task, or back to the grid after the last."""
    messages.success(request, f"Saved: {row.task.label}.")
    place = view.rows.index(row) + 1
    if place >= len(view.rows):
        return redirect("assessment", code=client.code, number=view.row.number)
    following = view.rows[place].task.code
    return redirect("assessment_task", code=client.code, number=view.row.number, code_=following)
