"""What is said of an effect, in each language, and the words that are never said. Pure.

A sentence tells what came, what was expected and how uncertain that is. None names a cause:
``BANNED`` has the words that would, and a test reads every sentence there is.
"""

import re
from dataclasses import dataclass
from typing import Final

from outreach.effect.assess import Assessment, Outcome, Verdict
from outreach.effect.index import HALF, Index
from outreach.effect.panel import month_text
from outreach.effect.pretend import Alike
from outreach.effect.rules import Rule, Shortfall
from outreach.languages import Language, named_month
from riskcore.units import NBSP, write_number

# Beginnings of words; "efficaz" and "efectivo" are what a Spanish reader would take for a claim.
BANNED: Final[dict[Language, tuple[str, ...]]] = {
    Language.ENGLISH: (
        *("reduc", "prevent", "thanks to", "impact", "effective", "proven", "because of the pro"),
    ),
    Language.SPANISH: (
        *("reduc", "reduj", "previn", "previen", "evit", "gracias a", "impact", "eficac", "eficaz"),
        *("efectiv", "comprobad", "demostrad"),
    ),
}
COMMON_BY_CHANCE = 0.05


@dataclass(frozen=True, kw_only=True)
class EffectWords:
    """The templates of one language; names in braces are filled in."""

    verdicts: dict[Verdict, str]
    one: str
    group: str
    fewer: str
    more: str
    no_cause: str
    more_can_mean: str
    no_clear_change: str
    common: str
    rare: str
    nobody_alike: str
    bad_spell: str
    not_enough: str
    without_waiting: str
    own_history: str
    assumptions: tuple[str, ...]
    rules: dict[Rule, str]
    cures: dict[Rule, str]


WORDS: Final[dict[Language, EffectWords]] = {
    Language.ENGLISH: EffectWords(
        verdicts={
            Verdict.FEWER: "fewer than expected",
            Verdict.MORE: "more than expected",
            Verdict.NO_CLEAR_CHANGE: "no clear change",
            Verdict.NOT_ENOUGH: "not enough data",
        },
        one="In the {months} months after the programme began, {name} received {observed} "
        "{counted}. From its "
        "own history and {compared} similar departments over the same months we would have expected "
        "about "
        "{expected} (likely range {low} to {high}).",
        group="In up to {months} months after their programmes began, {judged} departments received "
        "{observed} "
        "{counted}. From their own histories and {compared} similar departments over the same "
        "months we would "
        "have expected about {expected} (likely range {low} to {high}).",
        fewer="That is {percent} fewer.",
        more="That is {percent} more.",
        no_cause="Other changes may explain part or all of it; this does not show that the "
        "programme was the "
        "cause.",
        more_can_mean="More {counted} can also mean that people know how to complain and expect to "
        "be heard.",
        no_clear_change="{observed} received, about {expected} expected.",
        common="A difference of this size is common by chance: {k} of {n} similar departments without a "
        "programme differed as much.",
        rare="A difference of this size can still be chance: {k} of {n} similar departments without "
        "a programme "
        "differed as much.",
        nobody_alike="No similar department without a programme can be set beside it.",
        bad_spell="{Counted} were unusually high just before the start. Some fall was likely with "
        "no programme; "
        "our expected figure already allows for that.",
        not_enough="We cannot say yet: {reason}. Earliest possible answer: {month}.",
        without_waiting="not by waiting, but once {cure}",
        own_history="From its own history alone, without the others, the index would be {index}.",
        assumptions=(
            "The same month factors would have applied to those that began and to the others.",
            "Given its own history and size, when a department began tells nothing more about its later "
            "complaints.",
            "Exposure and the rules for taking complaints did not change.",
            "What one department does leaves the others' complaints as they are.",
            "The spread of the reference group describes departments of this class.",
            "It is an association, not a proof.",
        ),
        rules={
            Rule.BEFORE: "{had} months before the start are on record, and {needed} are needed",
            Rule.AFTER: "{had} full months have passed since the start, and {needed} are needed",
            Rule.EXPECTED_ONE: "about {had} would have been expected, and at least {needed} are "
            "needed to judge "
            "one department",
            Rule.EXPECTED_GROUP: "about {had} would have been expected in all, and at least "
            "{needed} are needed "
            "to judge a group",
            Rule.DEPARTMENTS: "{had} departments with a programme can be judged, and {needed} are "
            "needed",
            Rule.REFERENCE_DEPARTMENTS: "{had} departments without a programme can be compared with "
            "in {month}, "
            "and {needed} are needed in each month",
            Rule.REFERENCE_COMPLAINTS: "departments without a programme had fewer than {needed} in "
            "{month}, and so many are needed in each month",
            Rule.EXPOSURE_UNKNOWN: "its size is not known for {month}",
            Rule.EXPOSURE_JUMP: "its size changed by more than half in {month}",
            Rule.CHANGED: "how its figures are taken changed in {month}",
            Rule.UNREPORTED: "nothing is reported for {month}",
            Rule.UNCONNECTED: "it shares no months with the departments it would be compared with",
        },
        cures={
            Rule.BEFORE: "the months from {month} on are on record",
            Rule.EXPECTED_ONE: "it is judged together with others, as part of a group",
            Rule.EXPECTED_GROUP: "more departments are in the group",
            Rule.DEPARTMENTS: "more departments with long records are in the group",
            Rule.REFERENCE_DEPARTMENTS: "more departments without a programme are on record",
            Rule.REFERENCE_COMPLAINTS: "more departments without a programme are on record",
            Rule.EXPOSURE_UNKNOWN: "its size in {month} is on record",
            Rule.EXPOSURE_JUMP: "its size around {month} is checked and mended",
            Rule.CHANGED: "months enough lie on one side of {month}",
            Rule.UNREPORTED: "{month} is reported",
            Rule.UNCONNECTED: "it reports the months that the others report",
        },
    ),
    Language.SPANISH: EffectWords(
        verdicts={
            Verdict.FEWER: "menos de lo esperado",
            Verdict.MORE: "más de lo esperado",
            Verdict.NO_CLEAR_CHANGE: "sin cambio claro",
            Verdict.NOT_ENOUGH: "datos insuficientes",
        },
        one="En los {months} meses posteriores al inicio del programa, {name} recibió {observed} "
        "{counted}. "
        "Según su propia historia y la de {compared} departamentos similares en los mismos meses, "
        "esperaríamos "
        "unas {expected} (intervalo probable de {low} a {high}).",
        group="En un máximo de {months} meses posteriores al inicio de sus programas, {judged} "
        "departamentos "
        "recibieron {observed} {counted}. Según sus propias historias y la de {compared} "
        "departamentos similares "
        "en los mismos meses, esperaríamos unas {expected} (intervalo probable de {low} a {high}).",
        fewer="Es un {percent} menos.",
        more="Es un {percent} más.",
        no_cause="Otros cambios pueden explicarlo en parte o del todo; esto no muestra que el "
        "programa fuera la "
        "causa.",
        more_can_mean="Más {counted} también puede significar que la gente sabe cómo quejarse y "
        "espera ser "
        "escuchada.",
        no_clear_change="{observed} recibidas, unas {expected} esperadas.",
        common="Una diferencia así es común por azar: {k} de {n} departamentos similares sin programa "
        "difirieron tanto.",
        rare="Una diferencia así aún puede ser azar: {k} de {n} departamentos similares sin "
        "programa difirieron "
        "tanto.",
        nobody_alike="No hay departamentos similares sin programa con los que compararlo.",
        bad_spell="Las {counted} eran inusualmente altas justo antes del inicio. Cierta baja era "
        "probable sin "
        "programa; nuestra cifra esperada ya lo tiene en cuenta.",
        not_enough="Aún no podemos decirlo: {reason}. Primera respuesta posible: {month}.",
        without_waiting="no por esperar, sino cuando {cure}",
        own_history="Solo con su propia historia, sin los demás, el índice sería {index}.",
        assumptions=(
            "Los mismos factores mensuales habrían valido para quienes empezaron y para los demás.",
            "Dados su historia y su tamaño, cuándo empezó un departamento no dice nada más de sus "
            "quejas "
            "posteriores.",
            "La exposición y las reglas para recibir quejas no cambiaron.",
            "Lo que hace un departamento deja como están las quejas de los demás.",
            "La dispersión del grupo de referencia describe a los departamentos de esta clase.",
            "Es una asociación, no una prueba.",
        ),
        rules={
            Rule.BEFORE: "constan {had} meses antes del inicio y se necesitan {needed}",
            Rule.AFTER: "han pasado {had} meses completos desde el inicio y se necesitan {needed}",
            Rule.EXPECTED_ONE: "se esperarían unas {had} y se necesitan al menos {needed} para "
            "juzgar a un "
            "departamento",
            Rule.EXPECTED_GROUP: "se esperarían unas {had} en total y se necesitan al menos "
            "{needed} para juzgar "
            "a un grupo",
            Rule.DEPARTMENTS: "se puede juzgar a {had} departamentos con programa y se necesitan "
            "{needed}",
            Rule.REFERENCE_DEPARTMENTS: "hay {had} departamentos sin programa con los que comparar "
            "en {month} y "
            "se necesitan {needed} en cada mes",
            Rule.REFERENCE_COMPLAINTS: "los departamentos sin programa tuvieron menos de {needed} en "
            "{month} y se necesitan tantas en cada mes",
            Rule.EXPOSURE_UNKNOWN: "no consta su tamaño en {month}",
            Rule.EXPOSURE_JUMP: "su tamaño cambió en más de la mitad en {month}",
            Rule.CHANGED: "la forma de tomar sus cifras cambió en {month}",
            Rule.UNREPORTED: "no hay informe de {month}",
            Rule.UNCONNECTED: "no comparte meses con los departamentos con los que se compararía",
        },
        cures={
            Rule.BEFORE: "consten los meses desde {month}",
            Rule.EXPECTED_ONE: "se juzgue junto con otros, como parte de un grupo",
            Rule.EXPECTED_GROUP: "haya más departamentos en el grupo",
            Rule.DEPARTMENTS: "haya en el grupo más departamentos con historia larga",
            Rule.REFERENCE_DEPARTMENTS: "consten más departamentos sin programa",
            Rule.REFERENCE_COMPLAINTS: "consten más departamentos sin programa",
            Rule.EXPOSURE_UNKNOWN: "conste su tamaño en {month}",
            Rule.EXPOSURE_JUMP: "se revise su tamaño alrededor de {month}",
            Rule.CHANGED: "haya meses suficientes a un lado de {month}",
            Rule.UNREPORTED: "se informe de {month}",
            Rule.UNCONNECTED: "informe de los meses de los demás",
        },
    ),
}
COUNTED: Final[dict[Language, str]] = {Language.ENGLISH: "complaints", Language.SPANISH: "quejas"}


def banned_in(text: str, language: Language) -> list[str]:
    """The words in a text that are never to be generated.

    >>> banned_in("The programme reduced complaints.", Language.ENGLISH)
    ['reduc']
    """
    return [
        word
        for word in BANNED[language]
        if re.search(rf"\b{re.escape(word)}", text, flags=re.IGNORECASE)
    ]


def told_of_one(
    found: Outcome,
    *,
    compared: int,
    name: str = "",
    counted: str = "",
    language: Language = Language.ENGLISH,
) -> str:
    """What is said of one department. compared: departments in the reference. name: its name, the
    unit's key without one. counted: the noun of what is counted, complaints without one."""
    words, noun = WORDS[language], counted or COUNTED[language]
    said = []
    if found.index is None or found.expected is None:
        said.append(not_enough(found.shortfalls, language))
    elif found.verdict is Verdict.NO_CLEAR_CHANGE:
        said.append(
            words.no_clear_change.format(
                observed=write_number(found.observed), expected=write_number(found.expected)
            )
        )
        said.append(_by_chance(found.alike, words))
    else:
        low, high = likely_range(found.observed, found.index)
        said.append(
            words.one.format(
                months=found.months,
                name=name or found.unit,
                observed=write_number(found.observed),
                counted=noun,
                compared=write_number(compared),
                expected=write_number(found.expected),
                low=write_number(low),
                high=write_number(high),
            )
        )
        said += _of_difference(found.observed / found.expected, found.verdict, words, noun)
    if found.after_bad_spell:
        said.append(words.bad_spell.format(counted=noun, Counted=noun[:1].upper() + noun[1:]))
    return " ".join(said)


def told_of_group(
    found: Assessment, *, counted: str = "", language: Language = Language.ENGLISH
) -> str:
    """What is said of a group of departments."""
    words, noun = WORDS[language], counted or COUNTED[language]
    if found.index is None or found.expected is None:
        return not_enough(found.shortfalls, language)
    low, high = likely_range(found.observed, found.index)
    said = [
        words.group.format(
            months=found.months,
            judged=write_number(found.judged),
            observed=write_number(found.observed),
            counted=noun,
            compared=write_number(found.compared),
            expected=write_number(found.expected),
            low=write_number(low),
            high=write_number(high),
        )
    ]
    if found.verdict is Verdict.NO_CLEAR_CHANGE:
        said.append(words.verdicts[found.verdict].capitalize() + ".")
    else:
        said += _of_difference(found.index.value, found.verdict, words, noun)
    return " ".join(said)


def likely_range(observed: int, index: Index) -> tuple[float, float]:
    """The interval of an index as counts: what came lies outside it exactly where 1 lies outside
    the index's."""
    low = (observed + HALF) / index.high - HALF
    high = (observed + HALF) / index.low - HALF if index.low > 0 else float(observed)
    return max(0.0, low), max(0.0, high)


def _of_difference(index: float, verdict: Verdict, words: EffectWords, noun: str) -> list[str]:
    percent = f"{write_number(abs(1 - index) * 100)}{NBSP}%"
    if verdict is Verdict.FEWER:
        return [words.fewer.format(percent=percent), words.no_cause]
    return [
        words.more.format(percent=percent),
        words.no_cause,
        words.more_can_mean.format(counted=noun),
    ]


def _by_chance(found: Alike | None, words: EffectWords) -> str:
    if found is None or not found.of:
        return words.nobody_alike
    template = words.common if found.differed >= COMMON_BY_CHANCE * found.of else words.rare
    return template.format(k=write_number(found.differed), n=write_number(found.of))


def not_enough(shortfalls: tuple[Shortfall, ...], language: Language = Language.ENGLISH) -> str:
    """Why nothing can be said, and when something could be."""
    words = WORDS[language]
    waits = [short.earliest for short in shortfalls if short.earliest is not None]
    stuck = [short for short in shortfalls if short.earliest is None]
    month = named_month(month_text(max(waits)), language) if waits else ""
    if stuck:
        cures = [
            words.cures[short.rule].format(month=named_month(short.month, language))
            for short in stuck
        ]
        month = words.without_waiting.format(cure="; ".join(dict.fromkeys(cures)))
    return words.not_enough.format(
        reason="; ".join(reason(short, language) for short in shortfalls), month=month
    )


def reason(short: Shortfall, language: Language = Language.ENGLISH) -> str:
    """One rule that does not hold, as the middle of a sentence."""
    places = 0 if short.had >= 10 or short.had == int(short.had) else 1
    return (
        WORDS[language]
        .rules[short.rule]
        .format(
            had=write_number(short.had, places),
            needed=f"{short.needed:g}",
            month=named_month(short.month, language),
        )
    )


def earliest(shortfalls: tuple[Shortfall, ...]) -> str | None:
    """The month in which all could hold, None where waiting is not enough."""
    months = [short.earliest for short in shortfalls]
    known = [month for month in months if month is not None]
    return month_text(max(known)) if known and len(known) == len(months) else None
