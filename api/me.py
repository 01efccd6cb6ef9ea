"""Who is calling."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.access import SIGNED_IN
from api.views import View
from riskcore.access.queries import open_memberships


class MembershipShown(serializers.Serializer[Any]):
    organisation = serializers.CharField(source="organisation.name")
    kind = serializers.CharField(source="organisation.kind")
    role = serializers.CharField()


class Caller(serializers.Serializer[Any]):
    username = serializers.CharField()
    name = serializers.CharField()
    memberships = MembershipShown(many=True)


class Me(View):
    """You, and the roles you hold."""

    permission = SIGNED_IN

    @extend_schema(responses=Caller)
    def get(self, request: Request) -> Response:
        return Response(
            Caller(
                {
                    "username": self.by.username,
                    "name": self.by.get_full_name(),
                    "memberships": open_memberships(by=self.by),
                }
            ).data
        )
