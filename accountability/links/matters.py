"""What an allegation and a cause of loss are both about, in one vocabulary. Pure data.

A complaint is coded by allegation category, a claim by cause of loss, and the two lists differ; a matter
is the coarser word under which both can be compared.
"""

from accountability.codes import CATEGORIES

FORCE = "force"

OF_CATEGORY: dict[str, str] = {
    "UOF_EXC": FORCE,
    "UOF_DEADLY": FORCE,
    "UOF_DISPLAY": FORCE,
    "UOF_DUTY": FORCE,
    "STOP": "arrest",
    "ARREST": "arrest",
    "SEARCH_P": "search",
    "SEARCH_H": "search",
    "PROPERTY": "property",
    "SPEECH": "speech",
    "BIAS": "bias",
    "SLUR": "bias",
    "CUSTODY": "custody",
    "SEXUAL": "sexual misconduct",
    "PURSUIT": "driving",
    "COLLISION": "driving",
    "NEGLECT": "failure to act",
    "DOMESTIC": "domestic violence",
    "SUPERV": "supervision",
}
"""Allegation category -> matter; categories left out (rudeness, workplace rules) make no claims."""

OF_CAUSE: dict[str, str] = {
    "UOF-D": FORCE,
    "UOF-P": FORCE,
    "UOF-C": FORCE,
    "UOF-K": FORCE,
    "UOF-L": FORCE,
    "UOF-R": FORCE,
    "FAR": "arrest",
    "MAL": "arrest",
    "SRC": "search",
    "STR": "search",
    "PRP": "property",
    "PRS": "property",
    "1A": "speech",
    "DISC": "bias",
    "CUS-S": "custody",
    "CUS-M": "custody",
    "CUS-A": "custody",
    "CUS-D": "custody",
    "SEX": "sexual misconduct",
    "VEH-P": "driving",
    "VEH-E": "driving",
    "FTP": "failure to act",
    "DV": "domestic violence",
    "SUP": "supervision",
}
"""Cause of loss -> matter; causes left out say nothing that an allegation says."""

UNTIERED = 0


def tier(category: str) -> int:
    """The claim tier of an allegation category, 1 (seldom becomes a claim) to 4; 0 where it has none."""
    found = CATEGORIES.get(category)
    return (found.claim_tier if found else None) or UNTIERED
