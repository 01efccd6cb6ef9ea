"""What must be said beside every comparison of departments, as data. Pure."""

from dataclasses import dataclass

CAUTIONS_VERSION = "cautions-1"


@dataclass(frozen=True)
class Caution:
    """One sentence or two to print, and where it comes from."""

    key: str
    text: str
    source: str


CAUTIONS: tuple[Caution, ...] = (
    Caution(
        "not_for_ranking",
        "Do not rank departments by these figures: complaint data were judged neither valid nor "
        "reliable for comparing agencies (Hickman and Poore 2015).",
        "Hickman and Poore, National Data on Citizen Complaints About Police Use of Force (2015)",
    ),
    Caution(
        "open_doors",
        "A high rate is not always worse, for open doors bring complaints in: departments with a review "
        "board had 11.9 force complaints per 100 officers in 2002, those without 6.6 (Bureau of "
        "Justice Statistics).",
        "Bureau of Justice Statistics, NCJ 210296 (2006)",
    ),
    Caution(
        "outreach_raises",
        "Outreach can raise the count (Pryor et al. 2019). Judge it on force, injuries and claims as "
        "well.",
        "Pryor and others, Journal of Criminal Justice 64 (2019) 23-33",
    ),
    Caution(
        "never_price",
        "Complaints never move the price. A department is not rewarded for receiving fewer of them.",
        "law 7 of the house",
    ),
)
WARNINGS: tuple[str, ...] = tuple(caution.text for caution in CAUTIONS)
