"""The pages: thin edges over the verbs."""

from django.apps import AppConfig


class FrontendConfig(AppConfig):
    name = "frontend"
