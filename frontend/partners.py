"""Partners of a department over time, whom to reach there, and what came together at an initiative."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from frontend.access import FORM, WRITE, client_page
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tables import Column
from frontend.tabs import client_shell
from outreach.partners.actions import add_partner, end_partnership, record_contribution
from outreach.partners.contacts import enter_contact, open_contact
from outreach.partners.models import PartnerKind
from outreach.partners.queries import (
    GivenAt,
    PartnerDetail,
    PartnerList,
    given_at,
    partner_detail,
    partner_list,
)
from riskcore.clients.models import Client
from riskcore.errors import DomainError, NotFound

TAB = "client_outreach"
COLUMNS = [
    Column(key="", label="Partner"),
    Column(key="", label="Since"),
    Column(key="", label="Initiatives", figures=True),
    Column(key="", label="Latest"),
    Column(key="", label="Goods", figures=True),
    Column(key="", label="Money raised", figures=True),
    Column(key="", label="Hours", figures=True),
]


class NewPartner(forms.Form):
    name = forms.CharField(label="Name of the organization", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=PartnerKind.choices)
    started_on = forms.DateField(
        label="Partner since", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    identifier = forms.CharField(
        label="Public number", max_length=40, required=False, help_text="Such as its EIN."
    )
    contact = forms.CharField(
        label="Whom to reach",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Sealed for this client's own people; that it is opened is kept.",
    )


class Contact(forms.Form):
    contact = forms.CharField(
        label="Whom to reach", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )


class Ended(forms.Form):
    ended_on = forms.DateField(
        label="Last day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class NewContribution(forms.Form):
    partner_id = forms.TypedChoiceField(
        label="From which partner", coerce=int, empty_value=None, required=False
    )
    goods = forms.CharField(
        label="Goods", max_length=200, required=False, help_text="Such as 120 backpacks."
    )
    goods_value = forms.DecimalField(
        label="Value of the goods in dollars",
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    money_raised = forms.DecimalField(
        label="Money raised in dollars",
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    beneficiaries = forms.IntegerField(
        label="People helped", min_value=0, required=False, help_text="Each once."
    )
    volunteer_hours = forms.DecimalField(
        label="Volunteer hours", min_value=0, max_digits=8, decimal_places=1, required=False
    )

    def choose(self, given: GivenAt) -> "NewContribution":
        """The same form with the client's partners to choose from."""
        field = self.fields["partner_id"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # narrows the type
        field.choices = [("", "None in particular"), *given.partners]
        return self


@client_page(permission="outreach.view", methods=FORM)
def partners(request: PageRequest, client: Client) -> HttpResponseBase:
    """The list, and the form that adds to it for those who submit."""
    form = NewPartner(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = add_partner(by=request.user, client_code=client.code, **form.cleaned_data)
                messages.success(request, f"{made.name} is kept as a partner.")
                return redirect("partner", code=client.code, number=made.pk)
            except DomainError as error:
                if error.status == 403:
                    raise
                explain(form, error)
                status = error.status
    listed = partner_list(by=request.user, client_code=client.code)
    context = {
        **client_shell(request, client, TAB),
        "listed": listed,
        "form": form,
        "columns": COLUMNS,
        "caption": _caption(listed),
        "has_rows": bool(listed.rows),
        "empty": "No partner is kept yet.",
        "order": "",
        "target": "partners",
    }
    return render(request, "frontend/partners/partners.html", context, status=status)


def _caption(listed: PartnerList) -> str:
    at_work = sum(row.ended_on is None for row in listed.rows)
    return f"{at_work} of {len(listed.rows)} partnerships at work"


@client_page(permission="outreach.view")
def partner(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    return _page(request, client, _of(request, client, number))


@client_page(permission="outreach.partner_contacts", methods=WRITE)
def contact(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """Open the sealed contact, or put another in its place."""
    detail = _of(request, client, number)
    if "contact" not in request.POST:
        opened = open_contact(by=request.user, partner_id=number)
        return _page(request, client, detail, opened=opened)
    form = Contact(request.POST)
    if form.is_valid():
        enter_contact(by=request.user, partner_id=number, **form.cleaned_data)
        messages.success(request, "Sealed. Who opens it is kept.")
        return redirect("partner", code=client.code, number=number)
    return _page(request, client, detail, contact_form=form, status=422)


@client_page(permission="outreach.submit", methods=WRITE)
def end(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """Say on which day the partnership ended."""
    detail = _of(request, client, number)
    form, status = Ended(request.POST), 422
    if form.is_valid():
        try:
            end_partnership(by=request.user, partner_id=number, **form.cleaned_data)
            messages.success(request, f"The partnership with {detail.row.name} has ended.")
            return redirect("partner", code=client.code, number=number)
        except DomainError as error:
            explain(form, error)
            status = error.status
    return _page(request, client, detail, end_form=form, status=status)


@client_page(permission="outreach.view", methods=FORM)
def given(request: PageRequest, client: Client, number: int) -> HttpResponseBase:
    """What came together at one initiative, and the form that adds to it for those who submit."""
    found = given_at(by=request.user, initiative_id=number)
    if found.client_code != client.code:
        raise NotFound("initiative.unknown", f"{client.name} has no initiative {number}.")
    form, status = NewContribution(request.POST or None).choose(found), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                record_contribution(
                    by=request.user, initiative_id=found.initiative_id, **form.cleaned_data
                )
                messages.success(request, "Recorded.")
                return redirect("initiative_given", code=client.code, number=found.initiative_id)
            except DomainError as error:
                if error.status == 403:
                    raise
                explain(form, error)
                status = error.status
    context = {**client_shell(request, client, TAB), "found": found, "form": form}
    return render(request, "frontend/partners/given.html", context, status=status)


def _of(request: PageRequest, client: Client, number: int) -> PartnerDetail:
    detail = partner_detail(by=request.user, partner_id=number)
    if detail.client_code != client.code:
        raise NotFound(
            "partner.unknown",
            f"You asked for the partner {number}; {client.name} has none with that number. Check the "
            "list of partners.",
        )
    return detail


def _page(
    request: PageRequest,
    client: Client,
    detail: PartnerDetail,
    *,
    opened: str | None = None,
    contact_form: Contact | None = None,
    end_form: Ended | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **client_shell(request, client, TAB),
        "detail": detail,
        "opened": opened,
        "contact_form": contact_form or Contact(),
        "end_form": end_form or Ended(),
    }
    return render(request, "frontend/partners/partner.html", context, status=status)
