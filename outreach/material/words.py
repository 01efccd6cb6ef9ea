"""What the house prints on a flyer, in each language it can print. Pure."""

from dataclasses import dataclass
from typing import Final

from outreach.languages import Language


@dataclass(frozen=True, kw_only=True)
class FlyerWords:
    """The house's words on a flyer."""

    title: str
    lead: str
    reach: str
    hours: str
    languages: str
    scan: str
    urgent: str


WORDS: Final[dict[Language, FlyerWords]] = {
    Language.ENGLISH: FlyerWords(
        title="More than 911",
        lead="Help you can ask your police department for",
        reach="How to reach it",
        hours="When",
        languages="Languages",
        scan="Scan for all services, or type the address",
        urgent="In an emergency, call 911.",
    ),
    Language.SPANISH: FlyerWords(
        title="Más que el 911",
        lead="Ayuda que puede pedir a su departamento de policía",
        reach="Cómo comunicarse",
        hours="Cuándo",
        languages="Idiomas",
        scan="Escanee para ver todos los servicios, o escriba la dirección",
        urgent="En una emergencia, llame al 911.",
    ),
}
