"""Codes as data: causes of loss by line, words for a claim's status, and how a file's own words
suggest them. The file's word is always kept beside the code. Pure.

Source of the causes: the carriers' own applications and policy forms; the arrangement is ours.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

OTHER = "OTH"


@dataclass(frozen=True)
class Cause:
    """One cause of loss. words: phrases, lower case, that suggest it when a file's words hold them."""

    code: str
    line: str
    label: str
    words: tuple[str, ...] = ()


CAUSES: tuple[Cause, ...] = (
    Cause(
        "UOF-D", "LEL", "deadly force", ("deadly force", "shooting", "shot by", "ois", "firearm")
    ),
    Cause("UOF-K", "LEL", "dog bite", ("k9", "k-9", "canine", "dog bite", "police dog")),
    Cause(
        "UOF-C", "LEL", "conducted energy weapon", ("taser", "cew", "conducted energy", "stun gun")
    ),
    Cause(
        "UOF-L",
        "LEL",
        "less-lethal or crowd munitions",
        ("less lethal", "less-lethal", "rubber bullet", "bean bag", "tear gas", "crowd", "pepper"),
    ),
    Cause(
        "UOF-R",
        "LEL",
        "restraint or positional asphyxia",
        ("asphyxia", "restraint", "prone", "choke", "neck hold", "hog-tie"),
    ),
    Cause(
        "UOF-P",
        "LEL",
        "physical force",
        ("excessive force", "use of force", "assault", "battery", "baton", "brutality", "hands-on"),
    ),
    Cause("MAL", "LEL", "malicious prosecution", ("malicious prosecution", "wrongful conviction")),
    Cause("STR", "LEL", "strip or body-cavity search", ("strip search", "cavity search")),
    Cause(
        "FAR",
        "LEL",
        "false arrest or unlawful detention",
        ("false arrest", "false imprisonment", "unlawful detention", "wrongful arrest"),
    ),
    Cause(
        "SRC",
        "LEL",
        "unlawful search or entry",
        (
            "search",
            "unlawful entry",
            "wrong address",
            "illegal entry",
            "no-knock",
            "seizure of person",
        ),
    ),
    Cause(
        "CUS-S", "LEL", "in-custody suicide", ("custody suicide", "jail suicide", "inmate suicide")
    ),
    Cause(
        "CUS-M",
        "LEL",
        "denial of medical care",
        ("medical care", "deliberate indifference", "denial of medical"),
    ),
    Cause(
        "CUS-D",
        "LEL",
        "other in-custody death",
        ("custody death", "death in custody", "jail death"),
    ),
    Cause(
        "CUS-A",
        "LEL",
        "inmate assault or jail conditions",
        ("inmate", "jail condition", "detention condition", "jail"),
    ),
    Cause("VEH-P", "LEL", "pursuit", ("pursuit", "chase")),
    Cause(
        "VEH-E",
        "LEL",
        "emergency or other driving",
        ("auto", "vehicle", "collision", "motor", "driving", "traffic accident"),
    ),
    Cause(
        "PRS",
        "LEL",
        "property seizure or loss of evidence",
        ("forfeiture", "evidence", "property seizure", "impound", "towed"),
    ),
    Cause("PRP", "LEL", "property damage by police", ("property damage", "damage to property")),
    Cause("DV", "LEL", "domestic-violence response", ("domestic violence",)),
    Cause(
        "FTP",
        "LEL",
        "failure to protect or respond",
        ("failure to protect", "failure to respond", "failure to intervene", "duty to protect"),
    ),
    Cause(
        "SEX",
        "LEL",
        "sexual misconduct by an officer",
        ("sexual misconduct", "sexual assault", "sexual abuse"),
    ),
    Cause("DISC", "LEL", "discriminatory policing", ("profiling", "discriminat", "racial bias")),
    Cause(
        "1A",
        "LEL",
        "speech, recording or retaliation",
        ("first amendment", "free speech", "retaliat", "recording police"),
    ),
    Cause(
        "PRIV",
        "LEL",
        "privacy, defamation or records",
        ("privacy", "defamation", "slander", "libel"),
    ),
    Cause(
        "ADA",
        "LEL",
        "disability or crisis response",
        ("disability", "ada ", "crisis", "mental health"),
    ),
    Cause("CIV", "LEL", "civil process or eviction", ("eviction", "civil process", "writ")),
    Cause(
        "SUP",
        "LEL",
        "negligent hiring, training or supervision",
        (
            "negligent hiring",
            "negligent training",
            "negligent supervision",
            "monell",
            "supervision",
        ),
    ),
    Cause(
        "POL-LAND",
        "POL",
        "land use, zoning or permit",
        ("land use", "zoning", "permit", "planning"),
    ),
    Cause(
        "POL-TAKE", "POL", "eminent domain or takings", ("eminent domain", "taking", "condemnation")
    ),
    Cause("POL-BID", "POL", "contract or bid dispute", ("bid", "contract", "procurement")),
    Cause("POL-LIC", "POL", "licence or franchise", ("licence", "license", "franchise")),
    Cause("POL-DUE", "POL", "due process", ("due process",)),
    Cause("POL-EQ", "POL", "equal protection", ("equal protection",)),
    Cause(
        "POL-OPEN",
        "POL",
        "open meetings or records",
        ("open meeting", "open record", "public record"),
    ),
    Cause("POL-TAX", "POL", "tax or assessment", ("tax", "assessment")),
    Cause("POL-UTIL", "POL", "utility or rate", ("utility", "water rate", "sewer rate")),
    Cause("POL-ELEC", "POL", "election", ("election", "ballot")),
    Cause("POL-DEF", "POL", "defamation", ("defamation", "slander", "libel")),
    Cause(
        "POL-FID",
        "POL",
        "breach of fiduciary duty or ethics",
        ("fiduciary", "ethics", "conflict of"),
    ),
    Cause(
        "POL-MAINT",
        "POL",
        "failure to maintain or inspect",
        ("failure to maintain", "inspect", "road"),
    ),
    Cause("EPL-SEX", "EPL", "sexual harassment", ("sexual harassment",)),
    Cause("EPL-HOST", "EPL", "hostile environment", ("hostile",)),
    Cause(
        "EPL-3P",
        "EPL",
        "third-party harassment or discrimination",
        ("third-party", "third party"),
    ),
    Cause("EPL-WAGE", "EPL", "wage and hour", ("wage", "overtime", "flsa")),
    Cause("EPL-LEAVE", "EPL", "leave or accommodation", ("fmla", "accommodation", "ada ", "leave")),
    Cause("EPL-RET", "EPL", "retaliation or whistle-blowing", ("retaliat", "whistle")),
    Cause(
        "EPL-DISC",
        "EPL",
        "discrimination in employment",
        ("discriminat", "race", "gender", "religion", "national origin", "title vii", "adea"),
    ),
    Cause(
        "EPL-TERM",
        "EPL",
        "wrongful or constructive discharge",
        ("discharge", "terminat", "dismissal"),
    ),
    Cause("EPL-HIRE", "EPL", "failure to hire or promote", ("failure to hire", "promot", "hiring")),
    Cause("EPL-DEF", "EPL", "defamation", ("defamation", "slander", "libel")),
    Cause("EPL-PRIV", "EPL", "invasion of privacy", ("privacy",)),
    Cause("EPL-EVAL", "EPL", "negligent evaluation", ("evaluation",)),
    Cause("EPL-1983", "EPL", "civil rights in employment", ("1983", "civil right")),
    Cause("ELL-IEP", "ELL", "special education (IDEA, IEP)", ("idea", "fape", "iep", "special ed")),
    Cause("ELL-504", "ELL", "disability of a student", ("504", "ada ", "disability")),
    Cause("ELL-T9", "ELL", "Title IX, student", ("title ix", "sexual harassment")),
    Cause("ELL-T6", "ELL", "Title VI", ("title vi", "discriminat")),
    Cause("ELL-BULLY", "ELL", "bullying or failure to supervise", ("bully", "supervis", "hazing")),
    Cause(
        "ELL-DISC",
        "ELL",
        "student discipline or due process",
        ("disciplin", "expul", "suspen", "due process"),
    ),
    Cause("ELL-1A", "ELL", "speech or religion", ("speech", "religio", "first amendment")),
    Cause("ELL-SRCH", "ELL", "search of a student", ("search",)),
    Cause("ELL-BOUND", "ELL", "boundary or closure", ("boundary", "closure")),
    Cause("ELL-ATH", "ELL", "athletics eligibility", ("athletic", "eligibility")),
    Cause("ELL-BUS", "ELL", "transport", ("transport", "bus ")),
    Cause("ELL-REC", "ELL", "records (FERPA)", ("ferpa", "record")),
    Cause("ELL-ABUSE", "ELL", "abuse", ("abuse", "molest")),
    Cause("OTH", "", "other"),
)

LABELS: dict[str, str] = {cause.code: cause.label for cause in CAUSES}

# A claim's status in the words of carriers. Our three states say what the money may do: a closed
# claim holds no reserve.
STATUS_WORDS: dict[str, tuple[str, ...]] = {
    "open": (
        "open", "o", "inc", "incident", "noc", "notice", "suit", "litigation", "open-s",
        "open settlement", "appeal", "pending", "active",
    ),
    "closed": (
        "closed", "c", "cl", "cwp", "cwop", "cdc", "closed with payment", "closed without payment",
        "closed no payment", "closed denied", "denied", "sub", "settled", "final", "dismissed",
    ),
    "reopened": ("reopened", "re-opened", "reopen", "re-open", "reo", "r"),
}  # fmt: skip

_STATUS = {word: status for status, words in STATUS_WORDS.items() for word in words}


def causes_of(line: str) -> tuple[Cause, ...]:
    """The causes of one line, the most particular first, ending with "other"."""
    return tuple(cause for cause in CAUSES if cause.line in {line, ""})


@lru_cache(maxsize=4096)
def suggest_cause(line: str, words: str) -> str:
    """The code that a file's own words suggest for this line; "OTH" where nothing fits.

    A code of the line is taken as it stands. Otherwise the first cause in the table one of whose
    phrases begins a word of the text.

    >>> suggest_cause("LEL", "K9 Bite - Other")
    'UOF-K'
    >>> suggest_cause("LEL", "Slip and fall")
    'OTH'
    """
    text = " ".join(words.lower().split())
    known = causes_of(line)
    for cause in known:
        if text == cause.code.lower():
            return cause.code
    for cause in known:
        if any(_begins_a_word(phrase, text) for phrase in cause.words):
            return cause.code
    return OTHER


def _begins_a_word(phrase: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}", f"{text} ") is not None


@lru_cache(maxsize=4096)
def suggest_status(words: str) -> str:
    """open, closed or reopened for a file's word; "" where the word is not in the table.

    >>> suggest_status(" CWOP ")
    'closed'
    """
    return _STATUS.get(" ".join(words.lower().split()), "")
