"""Finding a person by user name, for commands that act for somebody."""

from riskcore.access.models import User
from riskcore.access.scoping import system_user
from riskcore.errors import NotFound


def person(username: str = "") -> User:
    """The active person of this name, or the house itself where no name is given."""
    if not username:
        return system_user()
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFound(
            "access.person_unknown",
            f"There is nobody with the user name {username!r} who may sign in.",
            username=username,
        )
    return user
