"""What may follow what, as a table."""

import itertools

import pytest

from riskcore.errors import InvalidTransition, RegistryError
from riskcore.lifecycle import Lifecycle, Step

OPEN, SHUT = frozenset({"open"}), frozenset({"shut"})
DOOR = Lifecycle(
    "garden door",
    {"open": "one may pass", "shut": "one may not", "walled": "it is no door any more"},
    [
        Step(verb="close", sources=OPEN, target="shut", permission="door.close"),
        Step(verb="wall_up", sources=OPEN | SHUT, target="walled"),
    ],
)
ALLOWED = {("close", "open"), ("wall_up", "open"), ("wall_up", "shut")}


@pytest.mark.parametrize(("verb", "status"), list(itertools.product(DOOR.steps, DOOR.states)))
def test_a_verb_is_taken_from_its_sources_and_from_nowhere_else(verb: str, status: str) -> None:
    assert DOOR.can(verb, status) is ((verb, status) in ALLOWED)
    if (verb, status) in ALLOWED:
        assert DOOR.step(verb, status) is DOOR.steps[verb]
        return
    with pytest.raises(InvalidTransition) as refused:
        DOOR.step(verb, status)
    assert refused.value.code == "garden_door.state"
    assert refused.value.facts["status"] == status


def test_a_refusal_says_what_was_asked_and_when_it_may_be() -> None:
    with pytest.raises(InvalidTransition) as refused:
        DOOR.step("wall_up", "walled")
    assert refused.value.message == (
        "You asked to wall up a garden door that is 'walled'; that can be done only while it is "
        "open, shut."
    )


def test_the_first_state_is_the_initial_one() -> None:
    assert DOOR.initial == "open"


def test_an_unknown_verb_is_a_mistake_of_ours() -> None:
    assert not DOOR.can("paint", "open")
    with pytest.raises(RegistryError, match="no verb 'paint'"):
        DOOR.step("paint", "open")


@pytest.mark.parametrize(
    "step",
    [
        Step(verb="lock", sources=frozenset({"ajar"}), target="shut"),
        Step(verb="lock", sources=OPEN, target="locked"),
    ],
    ids=["source", "target"],
)
def test_a_step_that_names_an_unknown_state_is_refused_at_once(step: Step) -> None:
    with pytest.raises(RegistryError, match="unknown states"):
        Lifecycle("door", {"open": "", "shut": ""}, [step])


def test_two_steps_of_one_verb_are_refused_rather_than_one_forgotten() -> None:
    steps = [
        Step(verb="close", sources=OPEN, target="shut"),
        Step(verb="close", sources=SHUT, target="shut"),
    ]
    with pytest.raises(RegistryError, match="two steps 'close'"):
        Lifecycle("door", {"open": "", "shut": ""}, steps)


def test_the_diagram_holds_every_move_once() -> None:
    assert DOOR.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> open",
        "    open --> shut: close",
        "    open --> walled: wall_up",
        "    shut --> walled: wall_up",
    ]
