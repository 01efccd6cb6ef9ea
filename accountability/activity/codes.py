"""The words stops are coded in. Pure.

Source: the kinds and results that state laws on stop data ask for in common (California Government Code
12525.5; Illinois 625 ILCS 5/11-212), brought down to few words of ours.
"""

STOP_CODES_VERSION = "stops-1"
UNKNOWN = "UNKNOWN"
KINDS: dict[str, str] = {
    "traffic": "vehicle stop",
    "pedestrian": "stop of a person on foot",
    "other": "another kind of stop",
    UNKNOWN: "not recorded",
}
RESULTS: dict[str, str] = {
    "none": "nothing further",
    "warning": "warning",
    "citation": "citation",
    "arrest": "arrest",
    UNKNOWN: "not recorded",
}
