"""Finding the person a command acts for."""

from riskcore.access.models import User
from riskcore.access.scoping import system_user
from riskcore.errors import NotFound


def acting(username: str) -> User:
    """The active person with this user name, or the house itself for "". Raises NotFound."""
    if not username:
        return system_user()
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise NotFound(
            "person.unknown",
            f"You asked to act as {username!r}; no active person has that user name. "
            "Check the spelling, or leave it out to act as the house itself.",
            username=username,
        )
    return person
