"""The programming interface: thin edges over the verbs."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
