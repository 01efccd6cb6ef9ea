"""The words of the desk: points a review passes, comparisons a rule makes, what a decision may be.
Pure."""

from decimal import Decimal
from enum import Enum


class BlockingPoint(Enum):
    """The step a review cannot pass while an issue is not approved; NONE starts a conversation only."""

    QUOTE = "quote"
    QUOTE_RELEASE = "quote_release"
    BIND = "bind"
    ISSUE = "issue"
    NONE = "none"

    @property
    def label(self) -> str:
        """Completes "stands in the way of ..."."""
        return {
            "quote": "quoting",
            "quote_release": "releasing the quote",
            "bind": "binding",
            "issue": "issuing the policy",
            "none": "nothing: it starts a conversation",
        }[self.value]


ORDER = (
    BlockingPoint.QUOTE,
    BlockingPoint.QUOTE_RELEASE,
    BlockingPoint.BIND,
    BlockingPoint.ISSUE,
)


def blocked_by(point: BlockingPoint) -> frozenset[str]:
    """The blocking points whose open issues stop a review at ``point``: its own and those before it.

    >>> sorted(blocked_by(BlockingPoint.QUOTE_RELEASE))
    ['quote', 'quote_release']
    """
    return frozenset(each.value for each in ORDER[: ORDER.index(point) + 1])


class Comparator(Enum):
    """How a rule compares what was measured with its own value."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    BEYOND = "beyond"
    FOUND = "found"

    @property
    def label(self) -> str:
        return {
            "at_least": "at least",
            "more_than": "more than",
            "less_than": "less than",
            "beyond": "more than, up or down,",
            "found": "whenever found",
        }[self.value]

    def holds(self, measured: Decimal | None, bound: Decimal | None) -> bool:
        """Whether the rule fires. Without a bound, or without a number, only FOUND does.

        >>> Comparator.BEYOND.holds(Decimal(-30), Decimal(25))
        True
        """
        if self is Comparator.FOUND:
            return True
        if measured is None or bound is None:
            return False
        if self is Comparator.AT_LEAST:
            return measured >= bound
        if self is Comparator.LESS_THAN:
            return measured < bound
        return (abs(measured) if self is Comparator.BEYOND else measured) > bound


class ReviewKind(Enum):
    RENEWAL = "renewal"
    NEW_BUSINESS = "new_business"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")


class Outcome(Enum):
    """What an underwriter decides of a review."""

    OFFER = "offer"
    RENEW = "renew"
    DECLINE = "decline"
    NON_RENEW = "non_renew"

    @property
    def label(self) -> str:
        return {
            "offer": "offer terms",
            "renew": "renew",
            "decline": "decline",
            "non_renew": "do not renew",
        }[self.value]

    @property
    def gives_terms(self) -> bool:
        return self in {Outcome.OFFER, Outcome.RENEW}
