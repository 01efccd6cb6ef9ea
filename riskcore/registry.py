"""What may be plugged in: typed entries under unique keys, in a stated order.

Packages register from ``AppConfig.ready()``; the house loops. Nothing is discovered by name, so a
search for a key finds its one registration.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from riskcore.errors import RegistryError


class Keyed(Protocol):
    """An entry: it has a key, unique in its registry."""

    @property
    def key(self) -> str: ...


Entry = TypeVar("Entry", bound=Keyed)


class Registry(Generic[Entry]):
    """Entries of one kind by key, iterated by (order, key) where they carry an order.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Shape:
    ...     key: str
    ...     order: int = 0
    >>> shapes: Registry[Shape] = Registry("shape")
    >>> shapes.register(Shape("square", order=2)); shapes.register(Shape("circle", order=1))
    >>> [shape.key for shape in shapes]
    ['circle', 'square']
    """

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._entries: dict[str, Entry] = {}

    def register(self, entry: Entry) -> None:
        """Add an entry; the same entry twice is harmless, another under its key is refused."""
        known = self._entries.get(entry.key)
        if known is not None and known != entry:
            raise RegistryError(
                f"Two {self.noun} entries share the key {entry.key!r}: {known!r} and {entry!r}. "
                "Rename one of them."
            )
        self._entries[entry.key] = entry

    def get(self, key: str) -> Entry:
        """The entry under this key; an unknown key is answered with the known ones."""
        try:
            return self._entries[key]
        except KeyError:
            known = ", ".join(sorted(self._entries)) or "none"
            raise RegistryError(f"No {self.noun} {key!r}. Known: {known}.") from None

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(
            sorted(
                self._entries.values(), key=lambda entry: (getattr(entry, "order", 0), entry.key)
            )
        )

    def keys(self) -> list[str]:
        """All keys, in the registry's order."""
        return [entry.key for entry in self]

    @contextmanager
    def registered_temporarily(self, entry: Entry) -> Iterator[Entry]:
        """Register for the length of a test and leave no trace."""
        before = dict(self._entries)
        self.register(entry)
        try:
            yield entry
        finally:
            self._entries = before
