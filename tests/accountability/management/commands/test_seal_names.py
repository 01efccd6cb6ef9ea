"""``manage.py seal_names`` turns a secret over, or says why it cannot."""

from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from accountability.officer_names import enter_name
from riskcore.access.models import User

pytestmark = pytest.mark.django_db


def test_it_says_how_many_names_were_sealed_or_why_none(
    chief: User, settings: LazySettings
) -> None:
    enter_name(by=chief, client_code="alder-falls", officer="1", name="Pat Example")
    out = StringIO()
    call_command("seal_names", stdout=out)
    assert out.getvalue().startswith("1 names are sealed")
    settings.COMMONWARD = {**settings.COMMONWARD, "SEALING_KEYS": ["another"]}
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("seal_names")
