"""Facts of acts that the record keeps for everybody and shows to some: that it was done stays open.

A package registers what its own acts would give away, from ``AppConfig.ready()``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from riskcore.access.rules import RULES
from riskcore.access.scoping import Person
from riskcore.clients.models import Client
from riskcore.clients.queries import can
from riskcore.registry import Registry

STILL_SHOWN = ("kind", "sha256")


@dataclass(frozen=True, kw_only=True)
class Closed:
    """Acts whose facts are read only with a permission.

    key: the verb, or its beginning up to the dot where it ends in one; kinds: only those whose facts
    name one of these kinds, none of them for all.
    """

    key: str
    permission: str
    kinds: frozenset[str] = frozenset()

    def covers(self, verb: str, facts: Mapping[str, Any]) -> bool:
        named = verb.startswith(self.key) if self.key.endswith(".") else verb == self.key
        return named and (not self.kinds or facts.get("kind") in self.kinds)


CLOSED: Registry[Closed] = Registry("closed act")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Somebody who reads the acts of one client. held: those permissions of CLOSED that they hold."""

    username: str
    held: frozenset[str]

    def facts(self, *, verb: str, actor: str, facts: str) -> dict[str, Any]:
        """The facts of an act as they may be read: whole to whoever did it. facts: as stored; actor:
        a username."""
        whole: dict[str, Any] = json.loads(facts)
        if actor == self.username:
            return whole
        for closed in CLOSED:
            if closed.permission not in self.held and closed.covers(verb, whole):
                shown = {name: whole[name] for name in STILL_SHOWN if name in whole}
                ability = RULES.get(closed.permission).ability
                return {**shown, "withheld": f"for those who may {ability}"}
        return whole


def reader(*, by: Person, client: Client) -> Reader:
    """``by`` as a reader of this client's acts; one query for each permission of CLOSED."""
    asked = {closed.permission for closed in CLOSED}
    held = (name for name in sorted(asked) if can(by=by, permission=name, client=client))
    return Reader(username=by.get_username(), held=frozenset(held))
