"""What a template asks for, held against what it is given: by reading it, and while it is drawn.

Django resolves an unknown name to nothing, and inside ``{% if %}`` not even ``string_if_invalid``
tells of it: a whole table can vanish without a word. Both ways here hear of it.
"""

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.template import loader
from django.template.base import FilterExpression, Node, NodeList, Variable, VariableDoesNotExist
from django.template.defaulttags import ForNode, WithNode
from django.template.loader_tags import IncludeNode

ANYTHING = typing.Any
CONSTANTS = {"True": bool, "False": bool, "None": type(None)}
Known = dict[str, Any]


@contextmanager
def unknown_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every name asked for and not found while templates are drawn, ``{% if %}`` included."""
    missed: list[str] = []
    resolve = Variable._resolve_lookup  # type: ignore[attr-defined]

    def listening(self: Variable, context: Any) -> Any:
        try:
            return resolve(self, context)
        except VariableDoesNotExist:
            missed.append(str(self.var))
            raise

    with monkeypatch.context() as patch:
        patch.setattr(Variable, "_resolve_lookup", listening)
        yield missed


@dataclass(frozen=True)
class Reader:
    """Follows a compiled template with the types of what it is given, and lists what is not there.

    Names whose type says nothing (``Any``, dictionaries, tuples of plain rows) are not judged here.
    """

    problems: list[str]

    def read(self, template: str, known: Known) -> None:
        source = loader.get_template(template).template  # type: ignore[attr-defined]
        self._nodes(source.nodelist, CONSTANTS | known, template)

    def _nodes(self, nodes: Sequence[Node], known: Known, template: str) -> None:
        for node in nodes:
            self._node(node, known, template)

    def _node(self, node: Node, known: Known, template: str) -> None:
        if isinstance(node, ForNode):
            self._judge(node.sequence, known, template)
            inner = known | {"forloop": ANYTHING} | self._loop(node, known)
            self._nodes(node.nodelist_loop, inner, template)
            self._nodes(node.nodelist_empty, known, template)
            return
        if isinstance(node, IncludeNode):
            self._include(node, known, template)
            return
        if isinstance(node, WithNode):
            self._nodes(
                node.nodelist, known | self._named(node.extra_context, known, template), template
            )
            return
        for expression in _expressions(node):
            self._judge(expression, known, template)
        for nodes in _inside(node):
            self._nodes(nodes, known, template)

    def _loop(self, node: ForNode, known: Known) -> Known:
        item = _item(self._type(node.sequence, known))
        if len(node.loopvars) == 1:
            return {node.loopvars[0]: item}
        parts = typing.get_args(item)
        if typing.get_origin(item) is tuple and len(parts) == len(node.loopvars):
            return dict(zip(node.loopvars, parts, strict=True))
        return dict.fromkeys(node.loopvars, ANYTHING)

    def _include(self, node: IncludeNode, known: Known, template: str) -> None:
        given = self._named(node.extra_context, known, template)
        if isinstance(node.template.var, str):
            inner = given if node.isolated_context else known | given
            self.read(node.template.var, inner)

    def _named(
        self, expressions: Mapping[str, FilterExpression], known: Known, template: str
    ) -> Known:
        for expression in expressions.values():
            self._judge(expression, known, template)
        return {name: self._type(expression, known) for name, expression in expressions.items()}

    def _judge(self, expression: FilterExpression, known: Known, template: str) -> None:
        for variable in _variables(expression):
            if _follow(variable.lookups, known) is None:
                self.problems.append(f"{template}: {variable.var}")

    def _type(self, expression: FilterExpression, known: Known) -> Any:
        if (
            isinstance(expression.var, Variable)
            and expression.var.lookups
            and not expression.filters
        ):
            return _follow(expression.var.lookups, known) or ANYTHING
        return ANYTHING


def _variables(expression: FilterExpression) -> Iterator[Variable]:
    if isinstance(expression.var, Variable) and expression.var.lookups:
        yield expression.var
    for _, arguments in expression.filters:
        for is_name, argument in arguments:
            if is_name and argument.lookups:
                yield argument


def _follow(lookups: Sequence[str], known: Known) -> Any:
    """The type at the end of ``a.b.c``; ANYTHING where a type says no more; None where it is none."""
    if lookups[0] not in known:
        return None
    found = known[lookups[0]]
    for name in lookups[1:]:
        found = _attribute(_plain(found), name)
        if found is None:
            return None
    return found


def _attribute(of: Any, name: str) -> Any:
    if dataclasses.is_dataclass(of) and isinstance(of, type):
        hints = typing.get_type_hints(of)
        if name in hints:
            return hints[name]
        member = getattr(of, name, None)
        if isinstance(member, property):
            return typing.get_type_hints(member.fget).get("return", ANYTHING)
        return None if member is None else ANYTHING
    return ANYTHING


def _plain(kind: Any) -> Any:
    """A type without its "or None"."""
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        kinds = [each for each in typing.get_args(kind) if each is not type(None)]
        return kinds[0] if len(kinds) == 1 else ANYTHING
    return kind


def _item(kind: Any) -> Any:
    kind = _plain(kind)
    arguments = typing.get_args(kind)
    if typing.get_origin(kind) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return arguments[0]
    if typing.get_origin(kind) is list:
        return arguments[0]
    return ANYTHING


def _expressions(node: Node) -> Iterator[FilterExpression]:
    for value in vars(node).values():
        if isinstance(value, FilterExpression):
            yield value
        elif isinstance(value, Mapping):
            yield from (each for each in value.values() if isinstance(each, FilterExpression))
    for condition, _ in getattr(node, "conditions_nodelists", ()):
        yield from _of_condition(condition)


def _of_condition(condition: Any) -> Iterator[FilterExpression]:
    """The expressions of an ``{% if %}``: its tree of operators holds them as leaves."""
    if condition is None:
        return
    if isinstance(getattr(condition, "value", None), FilterExpression):
        yield condition.value
    for side in ("first", "second"):
        yield from _of_condition(getattr(condition, side, None))


def _inside(node: Node) -> Iterator[Sequence[Node]]:
    for _, nodes in getattr(node, "conditions_nodelists", ()):
        yield nodes
    for name in node.child_nodelists:
        nodes = getattr(node, name, None)
        if isinstance(nodes, NodeList) and not hasattr(node, "conditions_nodelists"):
            yield nodes


def problems_of(template: str, known: Known) -> list[str]:
    """Every name in the template, and in what it includes, that is not among what it is given."""
    reader = Reader(problems=[])
    reader.read(template, known)
    return reader.problems


__all__ = ["ANYTHING", "problems_of", "unknown_names"]
