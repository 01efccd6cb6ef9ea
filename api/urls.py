"""Addresses of the API, below /api/v1/."""

from django.urls import path

from api.clients import ClientAudit, Clients, OneClient
from api.me import Me
from api.schema import Schema

urlpatterns = [
    path("schema/", Schema.as_view(), name="api_schema"),
    path("me/", Me.as_view(), name="api_me"),
    path("clients/", Clients.as_view(), name="api_clients"),
    path("clients/<slug:code>/", OneClient.as_view(), name="api_client"),
    path("clients/<slug:code>/audit/", ClientAudit.as_view(), name="api_client_audit"),
]
