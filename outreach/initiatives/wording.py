"""The four strategies in the words a department uses, with examples of what belongs to each. Pure.

Source: the four trust strategies of the programme; the examples are ours and bind nobody.
"""

from dataclasses import dataclass
from typing import Final

from outreach.initiatives.models import Strategy


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """One strategy: its name, what it means in a sentence, and usual kinds of activity."""

    name: str
    sentence: str
    activities: tuple[str, ...]


MEANINGS: Final[dict[Strategy, Meaning]] = {
    Strategy.INVEST: Meaning(
        name="Invest in the community",
        sentence="The department gave time, money or goods: a league, a drive, a repair.",
        activities=("Youth sports league", "School supply drive", "Scholarship", "Home repair"),
    ),
    Strategy.SERVICES: Meaning(
        name="Spread awareness of services",
        sentence="People learned what help there is and how to get it: a fair, a workshop.",
        activities=("Resource fair", "Workshop on services", "Citizens' academy", "Home visit"),
    ),
    Strategy.MARKETING: Meaning(
        name="Marketing campaign",
        sentence="A message went out to many: billboards, mail, social media, radio.",
        activities=("Social media campaign", "Billboards", "Mailing", "Radio message"),
    ),
    Strategy.VISIBILITY: Meaning(
        name="Positive visibility",
        sentence="Officers met people outside enforcement: a coffee, an open house, a walk.",
        activities=("Coffee with officers", "Open house", "Neighbourhood walk", "Block party"),
    ),
}


def suggested_activities() -> tuple[str, ...]:
    """Usual kinds of activity, those of the first strategy first."""
    return tuple(activity for meaning in MEANINGS.values() for activity in meaning.activities)
