"""Addresses of the pages."""

from django.urls import path

from frontend import client, home, portfolio, sign_in

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", home.healthz, name="healthz"),
    path("theme/", home.theme, name="theme"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.password, name="password"),
    path("clients/", portfolio.clients, name="portfolio"),
    path("clients/<slug:code>/", client.overview, name="client"),
    path("clients/<slug:code>/timeline/", client.timeline, name="client_timeline"),
]
