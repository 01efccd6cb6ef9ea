"""The languages the house can write to residents and departments in. Pure."""

from enum import StrEnum


class Language(StrEnum):
    """Languages of flyers and of what is said of an effect."""

    ENGLISH = "en"
    SPANISH = "es"
