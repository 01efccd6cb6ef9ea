"""Finding one's way in the synthetic book."""

from riskcore.access.scoping import system_user
from riskcore.clients.models import Client
from riskcore.errors import NotFound


def showcase() -> str:
    """The code of the client that the demonstration shows: the first of the synthetic book."""
    codes = Client.objects.visible_to(system_user()).filter(synthetic=True).order_by("pk")
    code = codes.values_list("code", flat=True).first()
    if code is None:
        raise NotFound(
            "synthetic.none",
            "There is no synthetic book yet; build it with 'manage.py synthetic_book'.",
        )
    return code
