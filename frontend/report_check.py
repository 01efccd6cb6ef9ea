"""The page on which whoever holds a copy of a report learns whether it is genuine. Open to all."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render

from frontend.access import FORM, public
from frontend.errors import explain, headers_of
from frontend.requests import PageRequest
from riskcore.errors import DomainError
from riskcore.files.inspection import sha256_of
from riskcore.reports.standing import standing

LARGEST_MEGABYTES = 50


class Copy(forms.Form):
    file = forms.FileField(
        label="The report's PDF",
        required=False,
        allow_empty_file=True,
        max_length=1_000,
        help_text="It is measured and thrown away; nothing of it is kept.",
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
    )
    sha256 = forms.CharField(
        label="or its SHA-256",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("sha256")
        if not self.errors and bool(file) == bool(text):
            raise forms.ValidationError(
                "You asked to check a report; choose its file or paste its SHA-256, one of the two."
            )
        if file and file.size > LARGEST_MEGABYTES * 1024 * 1024:
            self.add_error(
                "file",
                f"You sent a file of more than {LARGEST_MEGABYTES} MB; no report is as large. "
                "Paste its SHA-256 instead.",
            )
        return cleaned


@public(methods=FORM)
def check(request: PageRequest) -> HttpResponseBase:
    """Choose a file or paste a hash; the answer is issued, superseded or unknown."""
    form = Copy(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    status, headers = 422 if form.is_bound else 200, dict[str, str]()
    if form.is_valid():
        file = form.cleaned_data["file"]
        text = sha256_of(file) if file else form.cleaned_data["sha256"]
        try:
            context["found"] = standing(sha256=text, caller=request.address)
        except DomainError as error:
            explain(form, error)
            status, headers = error.status, headers_of(error)
        else:
            status = 200
            context["form"] = Copy()
    response = render(request, "frontend/report_check.html", context, status=status)
    for name, value in headers.items():
        response[name] = value
    return response
