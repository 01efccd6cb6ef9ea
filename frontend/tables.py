"""Tables in words and links: columns that sort, and pages."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column heading. key: what to sort by ("" does not sort); figures stand right, on the point."""

    key: str
    label: str
    figures: bool = False
    unit: str = ""

    def sorted_as(self, order: str) -> str:
        """The value of ``aria-sort`` under this order, or ""."""
        if not self.key or order.removeprefix("-") != self.key:
            return ""
        return "descending" if order.startswith("-") else "ascending"

    def next_order(self, order: str) -> str:
        """The order that following the heading asks for: this column, or its reverse."""
        return f"-{self.key}" if order == self.key else self.key
