"""The words we code complaints in: allegation categories, channels, complainants, classes of findings.

Pure data with a version. The file's own words are kept beside our codes; how words become codes is
``accountability.crosswalk``. Claim tiers (1 seldom, 4 often) say how often an allegation of the kind
matures into a liability claim: a first judgement of ours, to be calibrated on the book.

Source: categories arranged after the force / authority / discourtesy / language scheme of New York's
Civilian Complaint Review Board, the category groups of the Chicago Police Data Project and the
incident types of police-eis; definitions are ours.
"""

from dataclasses import dataclass

CODES_VERSION = "codes-1"
UNKNOWN = "UNKNOWN"
GENERAL = "GENERAL"
"""In a mapping's own crosswalk: leave this word to the general one."""


@dataclass(frozen=True)
class Category:
    """One kind of allegation. claim_tier: 1 to 4, or None where nothing can be said."""

    code: str
    name: str
    meaning: str
    claim_tier: int | None


CATEGORIES: dict[str, Category] = {
    category.code: category
    for category in (
        Category(
            "UOF_EXC",
            "Excessive force",
            "More force than the resistance called for, no firearm.",
            4,
        ),
        Category(
            "UOF_DEADLY",
            "Deadly force",
            "A firearm discharged at a person, a neck restraint or other lethal means.",
            4,
        ),
        Category(
            "UOF_DISPLAY",
            "Weapon shown without need",
            "A weapon drawn, pointed or flaunted to frighten.",
            2,
        ),
        Category(
            "UOF_DUTY",
            "Failure to report, intervene or render aid",
            "A duty after force, one's own or another's, was not met.",
            3,
        ),
        Category("STOP", "Stop without grounds", "A stop that lacked suspicion.", 2),
        Category(
            "ARREST",
            "False or retaliatory arrest",
            "Custody without cause, or charges as punishment.",
            4,
        ),
        Category(
            "SEARCH_P",
            "Search of person or vehicle",
            "A search of a person or a vehicle without grounds, strip searches included.",
            3,
        ),
        Category(
            "SEARCH_H",
            "Entry or search of premises",
            "Entry or search without warrant, consent or emergency.",
            4,
        ),
        Category("PROPERTY", "Property taken or damaged", "Property kept, lost or damaged.", 2),
        Category("SPEECH", "Retaliation for speech", "Retaliation for speech or filming.", 3),
        Category("BIAS", "Biased policing", "A decision driven by a protected trait.", 3),
        Category("DISCOURT", "Discourtesy", "Rude words or tone, profanity without slur.", 1),
        Category(
            "SLUR",
            "Offensive language",
            "A slur on race, sex, faith, orientation or disability.",
            2,
        ),
        Category(
            "IDENT", "Refused name or badge", "Name or badge refused, camera or plate hidden.", 1
        ),
        Category("BWC", "Recording duty breach", "Camera off, late, or a recording deleted.", 2),
        Category("CUSTODY", "Care in custody", "Medical need, safety or rights in custody.", 4),
        Category("SEXUAL", "Sexual misconduct", "Solicitation, coercion or assault.", 4),
        Category("PURSUIT", "Pursuit breach", "A pursuit, by vehicle or on foot, against rule.", 4),
        Category("COLLISION", "Driving and preventable crash", "Unsafe driving or a crash.", 3),
        Category("TRUTH", "Untruthfulness", "A false report, statement or testimony.", 3),
        Category("CRIME", "Crime or corruption", "Theft, bribery, assault, association.", 3),
        Category("DOMESTIC", "Domestic incident", "Family violence off duty.", 2),
        Category("SUBSTANCE", "Alcohol or drugs", "Alcohol or drugs on or off duty.", 2),
        Category("NEGLECT", "Failure to serve", "No report, slow or no response.", 1),
        Category("SUPERV", "Supervisory failure", "A known risk was not acted upon.", 3),
        Category("EMPLOY", "Workplace rules", "Attendance, uniform, equipment, orders.", 1),
        Category("OFFDUTY", "Conduct unbecoming", "Conduct unbecoming, not listed above.", 1),
        Category("PROCEDURE", "Other rule breach", "A rule breach not listed above.", 1),
        Category(UNKNOWN, "Not stated or not mapped", "The file does not say, or not yet.", None),
    )
}

FORCE_CATEGORIES = ("UOF_EXC", "UOF_DEADLY", "UOF_DISPLAY")

CHANNELS: dict[str, str] = {
    "IN_PERSON": "in person",
    "PHONE": "telephone",
    "EMAIL": "e-mail",
    "WEB_FORM": "web form",
    "APP": "app",
    "POST": "post",
    "FIELD": "handed to an officer or supervisor",
    "311_911": "311 or 911 call",
    "OVERSIGHT_BODY": "oversight body",
    "ELECTED_OFFICIAL": "elected official",
    "ATTORNEY": "attorney",
    "HOTLINE_ANON": "anonymous hotline",
    "MEDIA_SOCIAL": "media or social media",
    "CLAIM_OR_SUIT": "claim or suit",
    "COURT_OR_PROSECUTOR": "court or prosecutor",
    "INTERNAL_SUPERVISOR": "supervisor",
    "INTERNAL_PEER": "colleague",
    "AUTO": "raised by a review or an alert",
    "AUDIT": "audit",
    "UNKNOWN": "not recorded",
}

COMPLAINANT_TYPES: dict[str, str] = {
    "PUBLIC_AFFECTED": "member of the public affected",
    "PUBLIC_WITNESS": "member of the public who saw it",
    "THIRD_PARTY": "third party",
    "ANONYMOUS": "anonymous",
    "ATTORNEY": "attorney",
    "ORGANISATION": "organisation",
    "EMPLOYEE_SWORN": "sworn employee",
    "EMPLOYEE_CIVILIAN": "civilian employee",
    "SUPERVISOR": "supervisor",
    "AGENCY": "another agency",
    "AUTOMATIC": "raised automatically",
    "UNKNOWN": "not recorded",
}

MERITS: dict[str, str] = {
    "SUS": "sustained",
    "SUS_OTHER": "other misconduct sustained",
    "NSU": "not sustained",
    "EXO": "exonerated",
    "UNF": "unfounded",
    "POLICY": "policy failure",
}

MERITS_BASE = ("SUS", "NSU", "EXO", "UNF")

CLOSURES: dict[str, str] = {
    "NAF": "sworn affidavit missing",
    "WDN": "withdrawn",
    "UNC": "complainant unreachable",
    "NCO": "complainant stopped cooperating",
    "OUN": "officer not identified",
    "LIT": "closed because a suit is pending",
    "MED": "mediated",
    "INF": "informal resolution",
    "RES": "officer left before a finding",
    "TIME": "time limit passed",
    "ADM": "closed administratively",
    "DUP": "duplicate",
    "REF": "referred out",
    "PND": "open",
    "UNK": "recorded in words not yet mapped",
}

RESOLVED = frozenset({"MED", "INF"})
NOT_CLOSED = frozenset({"PND", "UNK"})
NO_FINDING = frozenset(CLOSURES) - RESOLVED - NOT_CLOSED

FORCE_LEVELS: dict[int, str] = {
    0: "contact",
    1: "low",
    2: "intermediate",
    3: "serious",
}


@dataclass(frozen=True)
class Penalty:
    """A form of discipline. rank orders them, 0 least; None for a flag that stands beside a penalty."""

    code: str
    name: str
    rank: int | None


DISCIPLINE: dict[str, Penalty] = {
    penalty.code: penalty
    for penalty in (
        Penalty("D00", "No action", 0),
        Penalty("D05", "Violation noted", 1),
        Penalty("D10", "Counseling, coaching or training", 2),
        Penalty("D20", "Oral reprimand or written counseling", 3),
        Penalty("D30", "Letter of reprimand", 4),
        Penalty("D40", "Loss of leave", 5),
        Penalty("D50", "Suspension without pay", 6),
        Penalty("D60", "Reassignment or loss of post", 6),
        Penalty("D70", "Demotion", 7),
        Penalty("D80", "Termination", 8),
        Penalty("D85", "Resigned or retired while pending", None),
        Penalty("D90", "Reinstated, penalty not served", None),
        Penalty("D95", "Decertified, charged or listed as not credible", None),
        Penalty("UNK", "Recorded in words not yet mapped", None),
    )
}
UNMAPPED_DISCIPLINE = "UNK"

COMPLIMENTS: dict[str, str] = {
    "HELP": "help beyond what was asked",
    "COURTESY": "courtesy and patience",
    "BRAVERY": "bravery or a rescue",
    "DEESCALATION": "calming a situation",
    "SKILL": "professional skill",
    "OTHER": "other praise",
}

TOLLING_REASONS: dict[str, str] = {
    "criminal_case": "criminal investigation or prosecution pending",
    "waiver": "written waiver by the officer",
    "several_jurisdictions": "several jurisdictions take part",
    "several_employees": "several employees are investigated",
    "officer_unavailable": "officer incapacitated or unavailable",
    "civil_suit": "civil suit of the same event pending",
    "workers_compensation": "workers' compensation fraud is examined",
    "complainant_charged": "complainant is a criminal defendant",
    "other": "another reason the rule allows",
}

PRIVILEGES: dict[str, str] = {
    "none": "no privilege claimed",
    "attorney_client": "attorney and client",
    "work_product": "prepared for litigation",
    "compelled": "compelled statement of an officer",
    "personnel": "personnel file",
    "medical": "medical",
    "criminal": "criminal investigation",
}

SEPARATIONS: dict[str, str] = {
    "retired": "retired",
    "resigned": "resigned",
    "resigned_pending": "resigned or retired while an investigation was pending",
    "terminated": "terminated",
    "decertified": "decertified",
    "other": "left for another reason",
}

RESTRICTIONS: dict[str, str] = {
    "discipline": "not considered in later discipline",
    "promotion": "not considered in promotion or transfer",
    "early_warning": "not counted by early warnings",
    "outside_department": "not counted or shown outside the department",
}
