"""Partners of a department over time, whom to reach there, and what came together at an initiative."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.answers import created
from api.idempotency import once
from api.pagination import Paged, page_of, whole
from api.serializers import Day, Input, Shown
from api.views import ClientView, ItemView
from outreach.partners import actions, contacts, queries
from outreach.partners.models import PartnerKind
from outreach.partners.queries import GivenAt, PartnerDetail


class SumsShown(Shown):
    goods_value = serializers.DecimalField(max_digits=14, decimal_places=2)
    money_raised = serializers.DecimalField(max_digits=14, decimal_places=2)
    volunteer_hours = serializers.DecimalField(max_digits=12, decimal_places=1)


class PartnerShown(Shown):
    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=PartnerKind.choices)
    identifier = serializers.CharField(help_text="Such as an EIN.")
    started_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    initiatives = serializers.IntegerField()
    last_on = serializers.DateField(allow_null=True)
    sums = SumsShown()


class QuarterShown(Shown):
    label = serializers.CharField()  # type: ignore[assignment]  # DRF takes it out of the class
    initiatives = serializers.IntegerField()
    sums = SumsShown()


class GivenShown(Shown):
    id = serializers.IntegerField()
    initiative_id = serializers.IntegerField()
    initiative = serializers.CharField()
    day = serializers.DateField()
    partner_id = serializers.IntegerField(allow_null=True)
    partner = serializers.CharField()
    goods = serializers.CharField()
    goods_value = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    money_raised = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    beneficiaries = serializers.IntegerField(allow_null=True)
    few = serializers.BooleanField(help_text="Fewer than ten helped: the number is not shown.")
    volunteer_hours = serializers.DecimalField(max_digits=8, decimal_places=1, allow_null=True)


class LetterShown(Shown):
    evidence_id = serializers.IntegerField()
    file_name = serializers.CharField()
    uploaded_at = serializers.DateTimeField()
    initiative = serializers.CharField()


class PartnerInFull(Shown):
    client = serializers.CharField(source="client_code")
    partner = PartnerShown(source="row")
    quarters = QuarterShown(many=True, help_text="Eight, oldest first.")
    given = GivenShown(many=True, help_text="Latest first.")
    letters = LetterShown(many=True)
    has_contact = serializers.BooleanField()


class ContactShown(Shown):
    contact = serializers.CharField(help_text="Empty where nobody is entered.")


class NewPartner(Input):
    name = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(choices=PartnerKind.choices)
    started_on = Day()
    identifier = serializers.CharField(max_length=40, allow_blank=True, default="")
    contact = serializers.CharField(
        max_length=400, allow_blank=True, default="", help_text="Sealed at once."
    )


class NewContact(Input):
    contact = serializers.CharField(max_length=400)


class EndOfPartnership(Input):
    ended_on = Day()


class NewContribution(Input):
    partner_id = serializers.IntegerField(min_value=1, allow_null=True, default=None)
    goods = serializers.CharField(max_length=200, allow_blank=True, default="")
    goods_value = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    money_raised = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, allow_null=True, default=None
    )
    beneficiaries = serializers.IntegerField(
        min_value=0, max_value=2_147_483_647, allow_null=True, default=None
    )
    volunteer_hours = serializers.DecimalField(
        max_digits=8, decimal_places=1, min_value=0, allow_null=True, default=None
    )
    corrects = serializers.IntegerField(
        min_value=1, allow_null=True, default=None, help_text="The row this one replaces."
    )


class ContributionKept(Shown):
    id = serializers.IntegerField()
    reference = serializers.CharField()


class ClientPartners(ClientView):
    """A client's partners, those at work first, with what was done and given together."""

    permission = "outreach.view"
    write_permission = "outreach.submit"
    query = Paged

    @extend_schema(responses=page_of(PartnerShown))
    def get(self, request: Request, code: str) -> Response:
        listed = queries.partner_list(by=self.by, client_code=code)
        return whole(request, self.asked, listed.rows, PartnerShown)

    @extend_schema(request=NewPartner, responses={201: PartnerInFull})
    @once
    def post(self, request: Request, code: str) -> Response:
        """Keep an organisation the department works with."""
        row = actions.add_partner(by=self.by, client_code=code, **self.body(NewPartner))
        found = queries.partner_detail(by=self.by, partner_id=row.pk)
        return created(PartnerInFull(found).data, at=reverse("api_partner", args=[row.pk]))


class PartnerItem(ItemView[PartnerDetail]):
    """One partner."""

    permission = "outreach.view"

    def find(self, key: Any) -> PartnerDetail:
        return queries.partner_detail(by=self.by, partner_id=key)

    def client_code(self) -> str:
        return self.item.client_code


class OnePartner(PartnerItem):
    """One partner over the last eight quarters."""

    @extend_schema(responses=PartnerInFull)
    def get(self, request: Request, partner_id: int) -> Response:
        return Response(PartnerInFull(self.item).data)


class PartnerContact(PartnerItem):
    """Whom to reach at a partner, for the client's own people; each opening is kept."""

    permission = "outreach.partner_contacts"

    @extend_schema(responses=ContactShown)
    def get(self, request: Request, partner_id: int) -> Response:
        opened = contacts.open_contact(by=self.by, partner_id=partner_id)
        return Response(ContactShown({"contact": opened}).data)

    @extend_schema(request=NewContact, responses={201: PartnerInFull})
    @once
    def post(self, request: Request, partner_id: int) -> Response:
        """Seal another contact in its place."""
        contacts.enter_contact(by=self.by, partner_id=partner_id, **self.body(NewContact))
        return Response(PartnerInFull(self.find(partner_id)).data, status=201)


class EndPartnership(PartnerItem):
    """Say on which day a partnership ended."""

    permission = "outreach.submit"

    @extend_schema(request=EndOfPartnership, responses={200: PartnerInFull})
    @once
    def post(self, request: Request, partner_id: int) -> Response:
        sent = self.body(EndOfPartnership)
        actions.end_partnership(by=self.by, partner_id=partner_id, **sent)
        return Response(PartnerInFull(self.find(partner_id)).data)


class InitiativeContributions(ItemView[GivenAt]):
    """What came together at one initiative: goods, money, people helped, hours."""

    permission = "outreach.view"
    write_permission = "outreach.submit"
    query = Paged

    def find(self, key: Any) -> GivenAt:
        return queries.given_at(by=self.by, initiative_id=key)

    def client_code(self) -> str:
        return self.item.client_code

    @extend_schema(responses=page_of(GivenShown))
    def get(self, request: Request, initiative_id: int) -> Response:
        return whole(request, self.asked, self.item.given, GivenShown)

    @extend_schema(request=NewContribution, responses={201: ContributionKept})
    @once
    def post(self, request: Request, initiative_id: int) -> Response:
        """Record what came together, or correct an earlier row by naming it."""
        sent = self.body(NewContribution)
        row = actions.record_contribution(by=self.by, initiative_id=initiative_id, **sent)
        return Response(ContributionKept(row).data, status=201)
