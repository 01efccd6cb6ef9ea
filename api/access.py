"""Who may call: nobody, unless the view names a permission."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from riskcore.access.models import User
from riskcore.access.rules import RULES

SIGNED_IN = "signed in"


class DenyUnlessNamed(BasePermission):
    """Lets a signed-in person call a view that names a permission of the rule table, or SIGNED_IN.

    Whether the person holds it for the client in question is the domain's to say: ``ClientView`` asks
    before the view runs, and lists show only what is visible.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        named = getattr(view, "permission", None)
        if named is None or (named != SIGNED_IN and named not in RULES):
            return False
        return isinstance(request.user, User) and request.user.is_active
