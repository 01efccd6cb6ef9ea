"""Invented names: places, carriers and states of the synthetic book. Pure.

A place is two syllables of two lists put together. None is meant to be anywhere; a likeness to a real
place is chance.
"""

import numpy as np

STARTS = (
    "Alm", "Bask", "Bell", "Birk", "Bram", "Brin", "Cald", "Cass", "Cind", "Corv", "Crel", "Dain",
    "Dorn", "Dray", "Eld", "Emb", "Fald", "Farn", "Fenn", "Finch", "Gald", "Garn", "Glen", "Gorse",
    "Hal", "Harr", "Hazel", "Hern", "Holm", "Iver", "Jass", "Kell", "Kest", "Lark", "Leth", "Lind",
    "Lorn", "Mard", "Marl", "Mell", "Mist", "Morn", "Nell", "Nor", "Oak", "Orrin", "Osk", "Pell",
    "Pine", "Quarr", "Quill", "Rath", "Reed", "Rill", "Rosk", "Sable", "Sedge", "Sorrel", "Stell",
    "Tarn", "Teal", "Thorn", "Tull", "Umber", "Vale", "Vesp", "Wald", "Warr", "Whin", "Wick", "Win",
    "Wren", "Yarr", "Yew", "Zell",
)  # fmt: skip
ENDS = (
    "acre", "ansk", "arden", "bank", "barrow", "beck", "bourne", "brae", "bridge", "brook", "cairn",
    "combe", "cote", "crest", "croft", "dale", "den", "edge", "eld", "fell", "fen", "field", "firth",
    "fold", "foss", "garth", "gate", "glade", "grange", "grove", "harrow", "haven", "heath", "helm",
    "hollow", "holt", "hurst", "keep", "knoll", "lea", "lock", "loft", "mark", "marsh", "mead",
    "mere", "mill", "moor", "moss", "ness", "orchard", "over", "pass", "pond", "quay", "reach",
    "ridge", "rise", "rock", "row", "shaw", "shore", "slade", "spring", "stead", "stile", "strand",
    "thwaite", "tor", "vale", "wath", "weald", "weir", "wharf", "wold",
)  # fmt: skip
PREFIXES = ("", "New ", "Upper ", "Lower ", "North ", "South ", "East ", "West ")
DEMO_PLACE = "Quillhaven"
STATES = ("TX", "GA", "IL", "OH", "CO", "NC", "PA", "MO")
CARRIERS = (
    ("lanternfield", "Lanternfield Casualty"),
    ("stonewharf", "Stonewharf Mutual"),
    ("bellmarsh", "Bellmarsh Specialty"),
)
PROGRAMME = "Commonward Demonstration Programme"
FORMS = {
    "municipality": "City of {}",
    "county": "{} County",
    "school_district": "{} School District",
    "special_district": "{} Transit District",
    "non_profit": "{} Community Services",
}
CODE_WORDS = {
    "municipality": "",
    "county": "county",
    "school_district": "schools",
    "special_district": "transit",
    "non_profit": "services",
}
POLICE = {
    "municipality": "{} Police Department",
    "county": "{} County Sheriff's Office",
    "special_district": "{} Transit Police",
}


def places(count: int, generator: np.random.Generator) -> list[str]:
    """``count`` different invented places; the demonstration city is always the first.

    At most 8 x 75 x 75 = 45,000.
    """
    pairs = len(STARTS) * len(ENDS)
    found = [DEMO_PLACE]
    for prefix in PREFIXES:
        for pair in generator.permutation(pairs):
            start, end = divmod(int(pair), len(ENDS))
            name = f"{prefix}{STARTS[start]}{ENDS[end]}"
            if name != DEMO_PLACE:
                found.append(name)
            if len(found) >= count:
                return found[:count]
    raise ValueError(f"There are fewer than {count} invented places.")
