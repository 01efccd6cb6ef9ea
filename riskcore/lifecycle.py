"""States and moves as a table: what may follow what, and which permission each move needs.

Knows no row and no database: an action asks ``step`` and then writes with a conditional update.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from riskcore.errors import InvalidTransition, RegistryError


@dataclass(frozen=True, kw_only=True)
class Step:
    """One verb: from which states, to which state, with which permission ("" = the house itself)."""

    verb: str
    sources: frozenset[str]
    target: str
    permission: str = ""


class Lifecycle:
    """The moves of one kind of thing.

    name: the noun of the thing, as it stands in sentences ("recommendation").
    states: state -> what it means, the first being the initial one.
    """

    def __init__(self, name: str, states: dict[str, str], steps: Iterable[Step]) -> None:
        self.name = name
        self.states = states
        self.steps: dict[str, Step] = {}
        self.initial = next(iter(states))
        for step in steps:
            if step.verb in self.steps:
                raise RegistryError(
                    f"Lifecycle {name!r} has two steps {step.verb!r}; give one step both sources."
                )
            self.steps[step.verb] = step
        for step in self.steps.values():
            unknown = (step.sources | {step.target}) - states.keys()
            if unknown:
                raise RegistryError(
                    f"Lifecycle {name!r}: step {step.verb!r} names unknown states {sorted(unknown)}."
                )

    def step(self, verb: str, status: str) -> Step:
        """The step for this verb, or InvalidTransition where ``status`` is not one of its sources."""
        step = self.steps.get(verb)
        if step is None:
            raise RegistryError(
                f"Lifecycle {self.name!r} has no verb {verb!r}: {list(self.steps)}."
            )
        if status not in step.sources:
            allowed = ", ".join(sorted(step.sources))
            raise InvalidTransition(
                f"{self.name.replace(' ', '_')}.state",
                f"You asked to {verb.replace('_', ' ')} a {self.name} that is {status!r}; "
                f"that can be done only while it is {allowed}.",
                verb=verb,
                status=status,
                allowed=sorted(step.sources),
            )
        return step

    def can(self, verb: str, status: str) -> bool:
        """Whether ``step`` would answer rather than raise."""
        return verb in self.steps and status in self.steps[verb].sources

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for docs/reference."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        lines += [
            f"    {source} --> {step.target}: {step.verb}"
            for step in self.steps.values()
            for source in sorted(step.sources)
        ]
        return "\n".join(lines)
