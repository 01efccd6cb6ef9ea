"""Every table that belongs to a client can say which of its rows a person may see."""

import pytest
from django.apps import apps
from django.db import models

from riskcore.access.rules import RULES
from riskcore.clients.models import Client

OURS = ["riskcore", "accountability", "outreach"]


def leads_to_client(
    model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()
) -> bool:
    """Whether following foreign keys from the model arrives at Client."""
    if model is Client:
        return True
    parents = {
        field.related_model
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and isinstance(field.related_model, type)
    }
    return any(leads_to_client(parent, seen | {model}) for parent in parents - seen - {model})


OWNED = [
    model
    for label in OURS
    for model in apps.get_app_config(label).get_models()
    if leads_to_client(model)
]


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_a_client_owned_table_lists_what_is_visible(model: type[models.Model]) -> None:
    assert hasattr(model._default_manager.all(), "visible_to"), (
        f"{model.__name__} leads to Client but has no visible_to(user); "
        "give it a QuerySet derived from ClientOwnedQuerySet."
    )


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_its_permission_is_in_the_rule_table(model: type[models.Model]) -> None:
    permission = getattr(model._default_manager.all(), "view_permission", "client.view")
    assert permission in RULES, (
        f"{model.__name__} asks for {permission!r}, which nobody registered."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_the_path_to_the_client_is_right(model: type[models.Model], cal: object) -> None:
    assert list(model._default_manager.all().visible_to(cal)[:1]) in ([], [*Client.objects.all()])
