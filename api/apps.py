"""The programming interface: thin edges over the verbs."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        from api.schema import as_yaml
        from riskcore.reference import PAGES, Page

        PAGES.register(Page("openapi.yaml", as_yaml))
