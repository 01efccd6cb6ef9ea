"""A department's early-warning rules, each beside its own record, and adopting a new version."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accountability.warnings.actions import adopt_rules
from accountability.warnings.backtest import Share, Trial
from accountability.warnings.groups import GroupTest
from accountability.warnings.queries import RuleBook, RuleRecord, group_test, rule_book
from accountability.warnings.rules import Kind, Rule
from frontend.access import FORM, client_page
from frontend.as_of import DayInput, check_day
from frontend.errors import explain
from frontend.requests import PageRequest, go_to
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import InvalidInput

MOST_GROUP_LINES = 20_000


class RuleForm(forms.Form):
    """The thresholds of one rule that a chief may change."""

    on = forms.BooleanField(label="Raises alerts", required=False)
    months = forms.IntegerField(label="Months", min_value=1, max_value=120)
    warning = forms.FloatField(label="Warning")
    critical = forms.FloatField(label="Critical")


class Adopt(forms.Form):
    reason = forms.CharField(label="Why these rules", max_length=2000, widget=forms.Textarea)
    in_force_on = forms.DateField(label="In force from", widget=DayInput(), validators=[check_day])


class Groups(forms.Form):
    rule = forms.ChoiceField(label="Rule")
    groups = forms.CharField(
        label="Officer token and group, one a line, with a comma between",
        widget=forms.Textarea,
        max_length=2_000_000,
        help_text="Read for this test, counted and forgotten: neither stored nor seen by any rule.",
    )


@client_page(permission="warning.view", methods=FORM)
def rules(request: PageRequest, client: Client) -> HttpResponseBase:
    today = timezone.localdate()
    book = rule_book(by=request.user, client_code=client.code, as_of=today)
    own = [record for record in book.rules if not _compared(record)]
    sent = request.POST if request.method == "POST" else None
    adopting = sent is not None and "adopt" in sent
    adopt = Adopt(sent if adopting else None, initial={"in_force_on": today})
    edits = [_edit(record.rule, sent if adopting else None) for record in own]
    groups = Groups(sent if sent is not None and "groups" in sent else None)
    groups.fields["rule"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
        (record.rule.key, record.rule.label) for record in own
    ]
    if adopting and all(form.is_valid() for form in (adopt, *edits)):
        try:
            changed = [
                replace(record.rule, **form.cleaned_data)
                for record, form in zip(own, edits, strict=True)
            ]
            adopt_rules(
                by=request.user, client_code=client.code, rules=changed, **adopt.cleaned_data
            )
        except InvalidInput as error:
            explain(adopt, error)
        else:
            return go_to(request, "warning_rules", client.code)
    tested = _tested(request, client, groups) if groups.is_bound and groups.is_valid() else None
    wrong = any(form.errors for form in (adopt, groups, *edits))
    context = {
        **client_shell(request, client, "client_warnings"),
        "today": today,
        "book": book,
        "sentence": _sentence(client, book),
        "records": [_shown(record) for record in book.rules],
        "edits": list(zip(own, edits, strict=True)),
        "adopt": adopt,
        "groups": groups,
        "tested": tested,
    }
    return render(request, "frontend/warnings/rules.html", context, status=422 if wrong else 200)


def _compared(record: RuleRecord) -> bool:
    return "sustained" in record.rule.sources


def _edit(rule: Rule, sent: Any) -> RuleForm:
    form = RuleForm(
        sent,
        prefix=rule.key,
        initial={
            "on": rule.on,
            "months": rule.months,
            "warning": rule.warning,
            "critical": rule.critical,
        },
    )
    form.fields["months"].label = f"Months of {rule.label}"
    shares = rule.kind is not Kind.COUNT
    form.fields["warning"].label = "Warning share" if shares else "Warning from"
    form.fields["critical"].label = "Critical share" if shares else "Critical from"
    return form


def _tested(request: PageRequest, client: Client, form: Groups) -> GroupTest | None:
    pairs = {}
    for line in form.cleaned_data["groups"].splitlines()[:MOST_GROUP_LINES]:
        token, comma, group = line.partition(",")
        if comma:
            pairs[token.strip()] = group.strip()
    return group_test(
        by=request.user,
        client_code=client.code,
        rule_key=form.cleaned_data["rule"],
        groups=pairs,
        as_of=timezone.localdate(),
    )


def _sentence(client: Client, book: RuleBook) -> str:
    if not book.number:
        return (
            f"{client.name} has adopted no early-warning rules. Below stand those it may begin with, "
            "each with what it would have done."
        )
    return f"Version {book.number} of the rules is in force at {client.name}: {book.reason}"


def _shown(record: RuleRecord) -> dict[str, Any]:
    said = record.agreed + record.disagreed
    return {
        "rule": record.rule,
        "compared": _compared(record),
        "now": (record.cannot and f"Cannot assess today, because {record.cannot}.") or "",
        "flagged": record.flagged_now,
        "feedback": f"Supervisors said of {said} alerts whether it was right: {record.agreed} were."
        if said
        else "",
        "trials": [_trial(trial) for trial in record.trials],
    }


def _trial(trial: Trial) -> dict[str, Any]:
    return {
        "cut": trial.cut,
        "look_ahead": trial.look_ahead,
        "flagged": f"{trial.flagged} of {trial.assessed}",
        "precision": _percent(trial.precision),
        "base": _percent(trial.base),
        "later": _percent(trial.later),
        "sustained": f"{_percent(trial.sustained)} against {_percent(trial.base_sustained)}",
        "verdict": trial.verdict,
    }


def _percent(share: Share) -> str:
    if share.value is None or share.limits is None:
        return "–"
    low, high = share.limits
    return f"{100 * share.value:.0f} % ({100 * low:.0f}–{100 * high:.0f})"
