"""Saving the choice of the portfolio under a name, and forgetting it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, resolve_url

from frontend.access import WRITE, signed_in
from frontend.requests import PageRequest
from riskcore.errors import DomainError
from riskcore.saved_views import remove_view, save_view

PAGE = "portfolio"


class SaveView(forms.Form):
    name = forms.CharField(label="Save this choice as", max_length=80)
    query = forms.CharField(widget=forms.HiddenInput, max_length=2_000, required=False)


@signed_in(methods=WRITE)
def save(request: PageRequest) -> HttpResponseBase:
    form = SaveView(request.POST)
    query = request.POST.get("query", "")[:2_000]
    if not form.is_valid():
        messages.error(request, "Give the view a name of at most 80 characters; nothing was saved.")
        return redirect(f"{resolve_url('portfolio')}?{query}")
    try:
        row = save_view(by=request.user, page=PAGE, **form.cleaned_data)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect(f"{resolve_url('portfolio')}?{query}")
    messages.success(request, f"Saved as “{row.name}”.")
    return redirect(f"{resolve_url('portfolio')}?{row.query}")


@signed_in(methods=WRITE)
def remove(request: PageRequest, *, number: int) -> HttpResponseBase:
    remove_view(by=request.user, view_id=number)
    messages.success(request, "The saved view is gone; nothing else changed.")
    return redirect("portfolio")
