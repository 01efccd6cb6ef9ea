"""Cover and exposure of a client: what is insured, what the terms leave open, and what the risk is
measured against."""

from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from frontend.access import FORM, client_page
from frontend.as_of import day_asked
from frontend.errors import explain
from frontend.requests import PageRequest, wants_part
from frontend.tabs import client_shell, client_tab
from riskcore.clients.models import Client
from riskcore.coverage.actions import LONGEST_TEXT, accept_retro_date
from riskcore.coverage.gaps import RETRO_ADVANCED, Finding
from riskcore.coverage.queries import of_client as coverage_of
from riskcore.coverage.trigger import Outcome
from riskcore.errors import InvalidInput
from riskcore.exposures import YearOfExposure, by_year
from riskcore.losses.answering import AnsweredClaim
from riskcore.losses.answering import of_client as answers_of
from riskcore.policies import schedule
from riskcore.units import NBSP, write_number

TAB = "client_cover"


@dataclass(frozen=True, kw_only=True)
class ExposureCell:
    """One base in one year: its figure as written, and what is missing of it."""

    year: str
    figure: str
    missing: str


class Accept(forms.Form):
    """Which advanced retro date is accepted, and why."""

    which = forms.ChoiceField(label="Retro date", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why prior acts are given up", widget=forms.Textarea, max_length=LONGEST_TEXT
    )
    agreement = forms.CharField(
        label="Who agreed for the client",
        help_text="The body or office and where it is written, not a person's name: "
        '"City council, resolution 2026-41".',
        widget=forms.Textarea,
        max_length=LONGEST_TEXT,
    )


@client_tab(key="client_cover", label="Cover & exposure", permission="profile.view", order=15)
def cover(request: PageRequest, client: Client) -> HttpResponseBase:
    now = timezone.localdate()
    today, form = day_asked(request, usual=now)
    terms = schedule(by=request.user, client_code=client.code)
    policies = [policy for policy in terms if today >= now or policy.starts_on <= today]
    exposures = by_year(by=request.user, client_code=client.code, as_of=today)
    shell = client_shell(request, client, TAB)
    found = coverage_of(by=request.user, client_code=client.code, as_of=today)
    claims = None
    if "loss.view" in shell["may"]:
        claims = answers_of(by=request.user, client_code=client.code, valued_on=today)
    context = {
        **shell,
        "today": today,
        "is_past": today < now,
        "form": form,
        "found": found,
        "may_accept": "coverage.accept_retro" in shell["may"] and any(map(_awaits, found)),
        "answered": _answered(claims) if claims else "",
        "unanswered": [claim for claim in claims or () if claim.answer.part is None],
        "policies": [(policy, policy.is_in_force(today)) for policy in policies],
        "parts": sum(len(policy.parts) for policy in policies),
        "exposures": [
            (base, [_cell(year) for year in years])
            for base, years in groupby(exposures, key=lambda year: year.base_label)
        ],
        "years": [_span(year) for year in exposures if year.base == exposures[0].base],
    }
    template = "_cover.html" if wants_part(request) else "cover.html"
    return render(request, f"frontend/cover/{template}", context)


@client_page(permission="coverage.accept_retro", methods=FORM)
def accept_retro(request: PageRequest, client: Client) -> HttpResponseBase:
    """Record that a later retro date was meant, and that the client agreed."""
    found = coverage_of(by=request.user, client_code=client.code, as_of=timezone.localdate())
    waiting = {str(index): one for index, one in enumerate(filter(_awaits, found))}
    form = Accept(request.POST or None)
    form.fields["which"] = forms.ChoiceField(
        label="Retro date",
        widget=forms.RadioSelect,
        choices=[(key, one.sentence) for key, one in waiting.items()],
    )
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        one = waiting[asked["which"]]
        try:
            accept_retro_date(
                by=request.user,
                client_code=client.code,
                line=one.line,
                number=one.number,
                starts_on=one.term_starts_on,
                retro_date=one.retro_date or one.term_starts_on,
                reason=asked["reason"],
                agreement=asked["agreement"],
            )
        except InvalidInput as error:
            explain(form, error)
        else:
            return redirect(resolve_url(TAB, code=client.code) + "#open")
    context = {**client_shell(request, client, TAB), "form": form, "waiting": waiting}
    status = 422 if form.errors else 200
    return render(request, "frontend/cover/accept_retro.html", context, status=status)


def _awaits(one: Finding) -> bool:
    """Whether an underwriter has yet to accept this retro date."""
    return one.key == RETRO_ADVANCED and not one.accepted


def _answered(claims: tuple[AnsweredClaim, ...]) -> str:
    """ "Of 8 claims, 6 are answered by one policy, 1 by none, and of 1 it cannot be told."."""
    counts = {
        outcome: sum(claim.answer.outcome is outcome for claim in claims) for outcome in Outcome
    }
    one = counts[Outcome.ANSWERED]
    words = f"{one} {'is' if one == 1 else 'are'} answered by one policy"
    rest = [
        f"{counts[outcome]} {ends}"
        for outcome, ends in (
            (Outcome.SEVERAL, "by more than one"),
            (Outcome.NONE, "by none"),
            (Outcome.CANNOT_BE_TOLD, "cannot be told"),
        )
        if counts[outcome]
    ]
    return f"Of {len(claims)} claim{'' if len(claims) == 1 else 's'}, {', '.join([words, *rest])}."


def _span(year: YearOfExposure) -> str:
    """ "Oct 2024–Sep 2025", or "2025" for a calendar year."""
    first, last = year.period.start, year.period.last_day
    if first.year == last.year:
        return str(first.year)
    return f"{first:%b}{NBSP}{first.year}–{last:%b}{NBSP}{last.year}"


def _cell(year: YearOfExposure) -> ExposureCell:
    if year.amount is None:
        return ExposureCell(year=_span(year), figure="", missing="no figure")
    figure = write_number(year.amount.quantity, 1 if year.is_stock else 0)
    return ExposureCell(year=_span(year), figure=figure, missing=_missing(year))


def _missing(year: YearOfExposure) -> str:
    """ "no figure for Mar and Apr": at most three months by name."""
    names = [f"{month:%b}" for month in year.missing]
    if not names:
        return ""
    if len(names) > 3:
        return f"no figure for {len(names)} of {len(year.missing) + _known(year)} months"
    return f"no figure for {' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))}"


def _known(year: YearOfExposure) -> int:
    return year.amount.months_known if year.amount else 0
