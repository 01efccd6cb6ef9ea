"""The words force is coded in, our level of a report, and the national flag. Pure.

Levels are ordered words: they are counted, never averaged, since the order of physical force below
less-lethal tools is not borne out by injuries.

Source: levels after the consent decree of Cleveland and the archived rules of Minneapolis; resistance
after the tactical response reports of Chicago; the flag after the elements of the FBI's National
Use-of-Force Data Collection: death, serious bodily injury (18 USC 2246(4)), or a firearm discharged at
or in the direction of a person.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

FORCE_CODES_VERSION = "force-1"
UNKNOWN = "UNKNOWN"
NOT_AT_A_PERSON = "none"


@dataclass(frozen=True)
class Tool:
    """A means of force. level: the least level of a report in which it was used, 0 to 3."""

    code: str
    name: str
    level: int


TOOLS: dict[str, Tool] = {
    tool.code: tool
    for tool in (
        Tool("PRESENCE", "Presence or command", 0),
        Tool("HOLD", "Escort or compliant hold", 0),
        Tool("CONTROL", "Joint lock or pressure point", 1),
        Tool("TAKEDOWN", "Takedown", 1),
        Tool("CED_POINT", "Electronic device pointed", 1),
        Tool("POINT_GUN", "Firearm pointed", 1),
        Tool("STRIKE", "Hand, knee or foot strike", 2),
        Tool("BATON", "Baton or other impact weapon", 2),
        Tool("OC", "Chemical irritant", 2),
        Tool("CED", "Electronic device discharged", 2),
        Tool("IMPACT", "Less-lethal projectile", 2),
        Tool("CANINE", "Dog deployed", 2),
        Tool("VEHICLE", "Vehicle used against a person", 3),
        Tool("NECK", "Neck restraint", 3),
        Tool("HEAD_STRIKE", "Strike to the head with an object", 3),
        Tool("FIREARM", "Firearm discharged at or toward a person", 3),
        Tool("OTHER", "Another means", 1),
    )
}

RESISTANCE: dict[str, str] = {
    "compliant": "compliant",
    "passive": "passive",
    "active": "active",
    "assault": "assault or battery",
    "deadly": "deadly",
    UNKNOWN: "not recorded",
}

INJURIES: dict[str, str] = {
    "none": "none seen or claimed",
    "complaint": "complaint of pain only",
    "minor": "injury without hospital treatment",
    "hospital": "injury treated in hospital, not serious bodily injury",
    "serious": "serious bodily injury",
    "death": "death",
    UNKNOWN: "not recorded",
}
HURT = frozenset(INJURIES) - {"none", UNKNOWN}

REASONS: dict[str, str] = {
    "call": "call for service",
    "crime": "crime in progress or reported",
    "traffic": "traffic stop",
    "stop": "stop on suspicion",
    "warrant": "warrant or court order",
    "wellness": "welfare check or mental health crisis",
    "crowd": "demonstration or crowd",
    "custody": "custody or transport",
    "other": "another reason",
    UNKNOWN: "not recorded",
}

LEVEL_CODES: dict[str, str] = {
    "0": "contact",
    "1": "low",
    "2": "intermediate",
    "3": "serious",
    NOT_AT_A_PERSON: "no force at a person; the row is counted and not taken in",
}

# Looked for in this order: the narrower stand above the wider.
_TOOL_PHRASES: tuple[tuple[str, str], ...] = (
    (r"neck|choke|carotid|lvnr", "NECK"),
    (r"(taser|ced|electronic|stun)\b.*(point|display|arc|aim|laser)", "CED_POINT"),
    (r"(gun|firearm|rifle|weapon)s?\b.*(point|display|drawn|aim)|(point|display|dr[ae]w)\w*\b.*"
     r"(gun|firearm|rifle|weapon)", "POINT_GUN"),
    (r"bean ?bag|pepper ?ball|40 ?mm|foam|projectile|less.lethal (round|launcher)", "IMPACT"),
    (r"taser|\bced\b|\bcew\b|electronic control|stun", "CED"),
    (r"pepper|chemical|irritant|\boc\b|\bcs\b|mace", "OC"),
    (r"handgun|shotgun|rifle|firearm|machine gun|pistol|shooting|gun (fired|discharge)", "FIREARM"),
    (r"canine|\bk.?9\b|\bdog\b", "CANINE"),
    (r"head.*(strike|blow).*object|strike to (the )?head", "HEAD_STRIKE"),
    (r"baton|asp\b|impact weapon|flashlight|nightstick", "BATON"),
    (r"strike|punch|kick|knee|elbow|fist", "STRIKE"),
    (r"take.?down|tackle|leg sweep|body weight|bodyweight|pin", "TAKEDOWN"),
    (r"joint|wrist ?lock|arm ?bar|pressure point|pain compliance|control hold", "CONTROL"),
    (r"vehicle|ramm|pit manoe?uver|spike", "VEHICLE"),
    (r"escort|hold|handcuff|physical contact|hands on|grab|restrain", "HOLD"),
    (r"verbal|command|presence", "PRESENCE"),
)  # fmt: skip


def tool_code(words: str) -> str:
    """Our code for a means of force in a file's words; OTHER where no phrase listed here occurs.

    >>> tool_code("Taser - drive stun"), tool_code("IMPD - Shotgun"), tool_code("CANINE")
    ('CED', 'FIREARM', 'CANINE')
    """
    plain = " ".join(words.split()).casefold()
    if plain.upper() in TOOLS:
        return plain.upper()
    return next((code for phrase, code in _TOOL_PHRASES if re.search(phrase, plain)), "OTHER")


def level_of(tools: Collection[str], subject_injury: str = UNKNOWN) -> int | None:
    """Our level, 0 to 3, of one officer's force on one subject, or None where nothing was recorded.

    tools: codes of TOOLS; subject_injury: a code of INJURIES. The worst of the tools and the injury
    decides: any injury or complaint of one makes at least 2, hospital, serious injury or death 3.

    >>> level_of(["TAKEDOWN"]), level_of(["TAKEDOWN"], "complaint"), level_of([], "none")
    (1, 2, None)
    """
    levels = [TOOLS[tool].level for tool in tools]
    if subject_injury in HURT:
        levels.append(2 if subject_injury in {"complaint", "minor"} else 3)
    return max(levels, default=None)


def national_reasons(tools: Collection[str], subject_injury: str = UNKNOWN) -> tuple[str, ...]:
    """Why a report belongs to the national collection, in order; empty where it does not.

    >>> national_reasons(["CED"], "death"), national_reasons(["FIREARM"]), national_reasons(["CED"])
    (('death',), ('firearm',), ())
    """
    reasons = [code for code in ("death", "serious") if subject_injury == code]
    return (*reasons, *(["firearm"] if "FIREARM" in tools else []))


NATIONAL: dict[str, str] = {
    "death": "a person died",
    "serious": "a person suffered serious bodily injury",
    "firearm": "a firearm was discharged at or toward a person",
}


def in_words(reasons: Sequence[str]) -> str:
    """Reasons of the flag as a clause: "a person died and a firearm was discharged ..."."""
    return " and ".join(NATIONAL[reason] for reason in reasons)
