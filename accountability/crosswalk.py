"""From the words of a file to our codes: a versioned table of general synonyms, and suggestions.

Pure. A client's own mapping goes first; a word found in neither stays unmapped: an allegation then has
the category UNKNOWN, a finding the closure reason UNK, and both wait in the queue of unmapped words.
Nothing is mapped by likeness: findings match whole, allegations by a phrase listed here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from accountability.codes import CATEGORIES, CHANNELS, CLOSURES, MERITS, UNKNOWN

CROSSWALK_VERSION = "general-1"


@dataclass(frozen=True)
class FindingCode:
    """Merits or the reason there is no finding on the merits: one of the two is empty."""

    merits: str = ""
    closure: str = ""

    @property
    def code(self) -> str:
        return self.merits or self.closure


UNMAPPED = FindingCode(closure="UNK")

_SYNONYMS: dict[str, tuple[str, ...]] = {
    "SUS": (
        "sustained",
        "substantiated",
        "founded",
        "sustained finding",
        "sus",
        "su",
        "unjustified",
        "not justified",
        "preventable",
    ),
    "SUS_OTHER": (
        "violation not related",
        "misconduct noted",
        "misconduct not based on complaint",
        "sustained other",
        "other misconduct noted",
    ),
    "NSU": (
        "not sustained",
        "unsubstantiated",
        "not substantiated",
        "unable to determine",
        "insufficient evidence",
        "inconclusive",
        "nsu",
        "ns",
    ),
    "EXO": (
        "exonerated",
        "within guidelines",
        "within policy",
        "in policy",
        "justified",
        "non-preventable",
        "not preventable",
        "proper conduct",
        "exo",
        "ex",
    ),
    "UNF": ("unfounded", "not involved", "unf", "un"),
    "POLICY": ("policy failure", "service deficiency", "policy or training failure"),
    "NAF": ("no affidavit", "affidavit not obtained", "naf"),
    "WDN": ("withdrawn", "complaint withdrawn", "complainant withdrew"),
    "UNC": ("complainant unreachable", "unable to contact complainant", "unable to contact"),
    "NCO": (
        "complainant uncooperative",
        "non-cooperation",
        "no cooperation",
        "complainant unavailable",
        "lack of cooperation",
    ),
    "OUN": ("officer unidentified", "officer not identified", "unidentified officer"),
    "LIT": ("closed - pending litigation", "pending litigation", "closed pending litigation"),
    "MED": ("mediated", "mediation", "successful mediation"),
    "INF": ("informal resolution", "informally resolved", "resolved informally"),
    "RES": ("resigned", "retired", "officer resigned", "separated before finding"),
    "TIME": ("time limit passed", "statute expired", "sol expired"),
    "ADM": (
        "administratively closed",
        "administrative closure",
        "closed administratively",
        "no further action",
    ),
    "DUP": ("duplicate", "duplicate complaint"),
    "REF": ("referred", "referred out", "referred to other agency", "outside jurisdiction"),
    "PND": ("pending", "open", "under investigation", "investigation ongoing", "in progress"),
}

LEFT_UNMAPPED: dict[str, str] = {
    "vacated": "It says that an earlier finding was set aside, not what stands instead.",
    "coached/mentored": "It says what was done with the officer, not what was found.",
    "other than sustained finding": "It joins not sustained, exonerated and unfounded.",
    "other": "It names no finding.",
}

# Phrases are looked for in the allegation's words first, then in its class; the first that occurs
# decides, so the narrower stand above the wider.
_ALLEGATION_PHRASES: tuple[tuple[str, str], ...] = (
    ("uof report", "UOF_DUTY"),
    ("of a uof", "UOF_DUTY"),
    ("use of force incident", "UOF_DUTY"),
    ("failure to intervene", "UOF_DUTY"),
    ("render aid", "UOF_DUTY"),
    ("force (firearm)", "UOF_DEADLY"),
    ("deadly force", "UOF_DEADLY"),
    ("neck restraint", "UOF_DEADLY"),
    ("chokehold", "UOF_DEADLY"),
    ("discharge of firearm", "UOF_DEADLY"),
    ("pointing", "UOF_DISPLAY"),
    ("improper use of weapon", "UOF_DISPLAY"),
    ("unreasonable force", "UOF_EXC"),
    ("excessive force", "UOF_EXC"),
    ("unnecessary force", "UOF_EXC"),
    ("more force than", "UOF_EXC"),
    ("physical abuse", "UOF_EXC"),
    ("mistreatment of person in custody", "CUSTODY"),
    ("mistreat persons", "CUSTODY"),
    ("handcuff", "CUSTODY"),
    ("miranda", "CUSTODY"),
    ("advice of rights", "CUSTODY"),
    ("traffic stop", "STOP"),
    ("detention/arrest", "ARREST"),
    ("arrest/detention", "ARREST"),
    ("false arrest", "ARREST"),
    ("search warrant", "SEARCH_H"),
    ("search of premises", "SEARCH_H"),
    ("illegal entry", "SEARCH_H"),
    ("search", "SEARCH_P"),
    ("body camera", "BWC"),
    ("body-worn camera", "BWC"),
    ("name or badge", "IDENT"),
    ("towing", "PROPERTY"),
    ("towed", "PROPERTY"),
    ("property", "PROPERTY"),
    ("slur", "SLUR"),
    ("racial profiling", "BIAS"),
    ("bias", "BIAS"),
    ("sexual", "SEXUAL"),
    ("pursuit", "PURSUIT"),
    ("driving", "COLLISION"),
    ("speeding", "COLLISION"),
    ("false information", "TRUTH"),
    ("falsification", "TRUTH"),
    ("truthful", "TRUTH"),
    ("theft", "CRIME"),
    ("criminal", "CRIME"),
    ("trespass", "CRIME"),
    ("domestic", "DOMESTIC"),
    ("drugs", "SUBSTANCE"),
    ("alcohol", "SUBSTANCE"),
    ("supervisory responsibility", "SUPERV"),
    ("address or process a complaint", "SUPERV"),
    ("rude", "DISCOURT"),
    ("discourteous", "DISCOURT"),
    ("lewd", "DISCOURT"),
    ("verbal abuse", "DISCOURT"),
    ("improper display of police authority", "DISCOURT"),
    ("make a report", "NEGLECT"),
    ("incident report", "NEGLECT"),
    ("crash report", "NEGLECT"),
    ("lack of service", "NEGLECT"),
)

_CLASS_PHRASES: tuple[tuple[str, str], ...] = (
    ("use of force", "UOF_EXC"),
    ("bias", "BIAS"),
    ("search", "SEARCH_P"),
    ("detention", "ARREST"),
    ("arrest", "ARREST"),
    ("prisoner", "CUSTODY"),
    ("vehicle operation", "COLLISION"),
    ("citizen interaction", "DISCOURT"),
    ("courtesy", "DISCOURT"),
    ("violation of any law", "CRIME"),
    ("failure to cooperate", "TRUTH"),
    ("supv", "SUPERV"),
    ("supervis", "SUPERV"),
    ("neglect of duty", "NEGLECT"),
    ("substandard performance", "NEGLECT"),
    ("investigative procedures", "NEGLECT"),
    ("conduct unbecoming", "OFFDUTY"),
    ("insubordination", "EMPLOY"),
    ("equipment and uniforms", "EMPLOY"),
    ("off-duty employment", "EMPLOY"),
    ("violation of any rule", "PROCEDURE"),
    ("breach of discipline", "PROCEDURE"),
    ("info. security", "PROCEDURE"),
    ("field operations", "PROCEDURE"),
    ("sops", "PROCEDURE"),
    ("animal", "PROCEDURE"),
)


def normal(words: str) -> str:
    """Words for comparison: one case, single spaces."""
    return re.sub(r"\s+", " ", words).strip().casefold()


_CHANNEL_WORDS: dict[str, tuple[str, ...]] = {
    "IN_PERSON": ("in person", "walk-in", "walk in"),
    "PHONE": ("phone", "telephone", "by phone", "phone call"),
    "EMAIL": ("email", "e-mail"),
    "WEB_FORM": ("web", "web form", "online", "online form", "website"),
    "POST": ("post", "mail", "letter", "us mail"),
    "311_911": ("311", "911", "311 call"),
    "ATTORNEY": ("attorney", "lawyer"),
    "CLAIM_OR_SUIT": ("claim", "lawsuit", "suit", "tort claim"),
    "INTERNAL_SUPERVISOR": ("supervisor", "internal"),
    "AUDIT": ("audit",),
}

_BY_CHANNEL = {word: code for code, words in _CHANNEL_WORDS.items() for word in words}
_BY_WORD = {word: code for code, words in _SYNONYMS.items() for word in words}


@dataclass(frozen=True)
class OwnCode:
    """What a client's own crosswalk says of a word: our code, and the version that says so."""

    code: str
    version: str


@dataclass(frozen=True)
class Crosswalk:
    """A client's own crosswalk as it stands. words: by kind, word and heading, each as ``normal`` has
    it; the heading is the class an allegation stands under, "" for every other kind."""

    words: Mapping[tuple[str, str, str], OwnCode] = field(default_factory=dict)

    def find(self, kind: str, words: str, heading: str = "") -> OwnCode | None:
        """The client's own code for a word of this kind, None where it says nothing of it.

        >>> Crosswalk({("channel", "pigeon", ""): OwnCode("POST", "a-1")}).find("channel", " Pigeon")
        OwnCode(code='POST', version='a-1')
        """
        return self.words.get((kind, normal(words), normal(heading)))


NO_OWN_WORDS = Crosswalk()
"""Of a client that has mapped no word."""


def finding_code(word: str) -> FindingCode | None:
    """Our code for a finding in a file's word; None for a blank, UNMAPPED for an unknown word.

    One of our own codes is taken as it stands, so a mapping's crosswalk may name it.

    >>> finding_code("Not Sustained").code, finding_code("Vacated").code, finding_code(" ")
    ('NSU', 'UNK', None)
    """
    known = normal(word)
    if not known:
        return None
    code = _BY_WORD.get(known, known.upper())
    if code in MERITS:
        return FindingCode(merits=code)
    return FindingCode(closure=code) if code in CLOSURES else UNMAPPED


def category_code(allegation: str, allegation_class: str = "") -> str:
    """Our category for an allegation and its class in a file's words; UNKNOWN where none is listed.

    >>> category_code("Rude, demeaning, or affronting language"), category_code("", "Use of Force")
    ('DISCOURT', 'UOF_EXC')
    """
    for words, phrases in (
        (normal(allegation), _ALLEGATION_PHRASES),
        (normal(allegation_class), _CLASS_PHRASES),
    ):
        if words.upper() in CATEGORIES:
            return words.upper()
        for phrase, code in phrases:
            if phrase in words:
                return code
    return UNKNOWN


def channel_code(word: str) -> str:
    """Our intake channel for a file's word; UNKNOWN where none is listed.

    >>> channel_code("Walk-in"), channel_code("Formal")
    ('IN_PERSON', 'UNKNOWN')
    """
    known = normal(word)
    code = _BY_CHANNEL.get(known, known.upper())
    return code if code in CHANNELS else UNKNOWN
