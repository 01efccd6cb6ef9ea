"""All addresses: the API under /api/v1/, everything else a page."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
