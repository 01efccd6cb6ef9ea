"""Signing in and out, and changing one's password."""

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url

from frontend.access import FORM, WRITE, is_signed_in, public, signed_in
from frontend.errors import explain, headers_of
from frontend.forms import ChangePassword, SignIn
from frontend.requests import PageRequest, safe_next
from riskcore.credentials import actions
from riskcore.errors import DomainError


@public(methods=FORM)
def sign_in(request: PageRequest) -> HttpResponseBase:
    if is_signed_in(request):
        return redirect(safe_next(request, resolve_url("home")))
    form = SignIn(request.POST or None)
    if not form.is_valid():
        return _sign_in_page(request, form, status=422 if form.is_bound else 200)
    try:
        user = actions.sign_in(**form.cleaned_data, address=request.address)
    except DomainError as error:
        explain(form, error)
        answer = _sign_in_page(request, form, status=error.status)
        for name, value in headers_of(error).items():
            answer[name] = value
        return answer
    login(request, user)
    return redirect(safe_next(request, resolve_url("home")))


def _sign_in_page(request: PageRequest, form: SignIn, *, status: int) -> HttpResponse:
    context = {"form": form, "next": safe_next(request, "")}
    return render(request, "frontend/sign_in/sign_in.html", context, status=status)


@signed_in(methods=WRITE)
def sign_out(request: PageRequest) -> HttpResponseBase:
    actions.sign_out(by=request.user)
    logout(request)
    messages.success(request, "You are signed out.")
    return redirect("sign_in")


@signed_in(methods=FORM)
def password(request: PageRequest) -> HttpResponseBase:
    form = ChangePassword(request.POST or None)
    if form.is_valid():
        try:
            actions.change_password(
                by=request.user,
                current=form.cleaned_data["current"],
                new=form.cleaned_data["new"],
            )
        except DomainError as error:
            explain(form, error)
        else:
            update_session_auth_hash(request, request.user)
            messages.success(
                request, "Your password is changed. Other sessions of yours have ended."
            )
            return redirect("home")
    status = 422 if form.is_bound else 200
    return render(request, "frontend/sign_in/password.html", {"form": form}, status=status)
