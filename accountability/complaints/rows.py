"""Rows of a complaint file gathered into complaints and allegations: vectorised, touching no table.

An allegation is complaint x officer x words, or one of several places of these where the mapping says
that rows alike are allegations of their own; it may have a finding of each stage; the first of its
rows in the file's order counts.
"""

from dataclasses import dataclass

import polars as pl

from accountability.codes import CHANNELS, GENERAL, UNKNOWN
from accountability.crosswalk import (
    CROSSWALK_VERSION,
    NO_OWN_WORDS,
    UNMAPPED,
    Crosswalk,
    OwnCode,
    category_code,
    channel_code,
    finding_code,
)
from riskcore.imports.checks import PLACE
from riskcore.imports.kinds import Problem, Target

TEXT = (
    "number",
    "channel",
    "channel_code",
    "complainant_type",
    "date_precision",
    "received_precision",
    "occurred_precision",
    "district",
    "service_type",
    "linked_number",
    "allegation_class",
    "allegation",
    "category_code",
    "officer",
    "finding",
    "finding_code",
    "stage",
    "language",
    "policy_clause",
    "policy_version",
    "complainant",
)
YES_OR_NO = (
    "internal",
    "anonymous",
    "affidavit_required",
    "on_duty",
    "body_camera",
    "force_used",
)
DATES = ("received_on", "occurred_on", "decided_on")
CODES = ("channel_code", "category_code", "finding_code")
COMPLAINT = (
    "received_on",
    "occurred_on",
    "received_precision",
    "occurred_precision",
    "channel",
    "channel_as_recorded",
    "complainant_type",
    "internal",
    "district",
    "service_type",
    "linked_number",
    "anonymous",
    "affidavit_required",
    "on_duty",
    "body_camera",
    "force_used",
    "language",
    "policy_clause",
    "policy_version",
    "complainant",
)
ALLEGATION = ("number", "allegation", "officer", PLACE)
FINDING = (*ALLEGATION, "stage")
FINAL = "final"


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What a file says: complaints, allegations, findings, and how often its rows disagree.

    complaints: number and the columns of COMPLAINT, null where the file says nothing. allegations: the
    columns of ALLEGATION, allegation_class, category, crosswalk. findings: those of ALLEGATION, stage,
    merits, closure, finding, decided_on, crosswalk; one for each stage, merits and closure empty where
    the cell is blank. crosswalk: the version of the table that turned the word into the code.
    """

    complaints: pl.DataFrame
    allegations: pl.DataFrame
    findings: pl.DataFrame
    findings_disagree: int
    classes_disagree: int
    received_before_occurred: int


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """A decision dated before the event it decides: one of the two dates is wrong."""
    del target
    wrong = table.filter(pl.col("decided_on") < pl.col("occurred_on"))
    return [
        Problem(
            row=row,
            column="decided_on",
            value=decided.isoformat(),
            rule="complaints.decided_too_early",
            message=f"The finding is dated {decided.isoformat()}, before the event of "
            f"{occurred.isoformat()} it decides. Correct one of the two dates.",
        )
        for row, decided, occurred in wrong.select("row", "decided_on", "occurred_on").iter_rows()
    ]


def gather(table: pl.DataFrame, own: Crosswalk = NO_OWN_WORDS) -> Gathered:
    """Complaints and allegations of an accepted table, coded by the mapping, or else by the client's
    own crosswalk, or else by the general one."""
    rows = (
        whole(table)
        .sort("row")
        .with_columns(
            *(pl.col(name).fill_null("").str.strip_chars() for name in TEXT if name not in CODES),
            *(pl.col(name).fill_null("").replace(GENERAL, "") for name in CODES),
        )
    )
    rows = rows.with_columns(
        pl.when(pl.col("stage") == "").then(pl.lit(FINAL)).otherwise("stage").alias("stage")
    )
    complaints = _complaints(rows, own)
    return Gathered(
        complaints=complaints,
        allegations=_categorised(rows.unique(ALLEGATION, keep="first", maintain_order=True), own),
        findings=_decided(rows.unique(FINDING, keep="first", maintain_order=True), own),
        findings_disagree=_disagreeing(rows, FINDING, "finding"),
        classes_disagree=_disagreeing(rows, ALLEGATION, "allegation_class"),
        received_before_occurred=complaints.filter(
            pl.col("received_on") < pl.col("occurred_on")
        ).height,
    )


def whole(table: pl.DataFrame) -> pl.DataFrame:
    """The table with every column of a complaint file; those its kind does not have are empty."""
    wanted = (
        *((name, pl.Utf8()) for name in TEXT),
        *((name, pl.Boolean()) for name in YES_OR_NO),
        *((name, pl.Date()) for name in DATES),
    )
    missing = [
        pl.lit(None, dtype).alias(name) for name, dtype in wanted if name not in table.columns
    ]
    return placed(table.with_columns(*missing))


def placed(table: pl.DataFrame) -> pl.DataFrame:
    """The table with the place of each row among those alike: 1 where nothing is said."""
    if PLACE not in table.columns:
        return table.with_columns(pl.lit(1, pl.Int64()).alias(PLACE))
    return table.with_columns(pl.col(PLACE).fill_null(1))


def _complaints(rows: pl.DataFrame, own: Crosswalk) -> pl.DataFrame:
    """One row per number: of each column the first value that is not blank."""
    blank_as_null = rows.with_columns(
        pl.when(pl.col(name) == "").then(None).otherwise(pl.col(name)).alias(name)
        for name in TEXT
        if name != "number"
    ).with_columns(
        pl.col("channel").alias("channel_as_recorded"),
        pl.coalesce("received_precision", "date_precision").alias("received_precision"),
        pl.coalesce("occurred_precision", "date_precision").alias("occurred_precision"),
    )
    firsts = blank_as_null.group_by("number", maintain_order=True).agg(
        pl.col(name).drop_nulls().first()
        for name in (*[name for name in COMPLAINT if name != "channel"], "channel_code")
    )
    words = firsts["channel_as_recorded"].unique().drop_nulls().to_list()
    mapped = {word: found.code for word in words if (found := own.find("channel", word))}
    code, known = pl.col("channel_code"), sorted({*CHANNELS} - {UNKNOWN})
    return firsts.with_columns(
        pl.coalesce(
            pl.when(code.is_in(known)).then(code),
            _told("channel_as_recorded", mapped),
            pl.when(code == UNKNOWN).then(code),
            _told("channel_as_recorded", {word: channel_code(word) for word in words}),
        ).alias("channel")
    ).select("number", *COMPLAINT)


def _told(column: str, codes: dict[str, str]) -> pl.Expr:
    """The code of each word of a column, null where there is none."""
    return pl.col(column).replace_strict(codes, default=None, return_dtype=pl.Utf8)


def _disagreeing(rows: pl.DataFrame, keys: tuple[str, ...], column: str) -> int:
    """How many groups of rows with the same keys hold different values."""
    values = rows.group_by(keys).agg(pl.col(column).n_unique().alias("values"))
    return values.filter(pl.col("values") > 1).height


def _categorised(rows: pl.DataFrame, own: Crosswalk) -> pl.DataFrame:
    """Allegations with ``category`` and ``crosswalk``: the mapping's own code, or else the client's
    for the words under their class, or else the general one."""
    words = rows.select("allegation", "allegation_class").unique()
    pairs = list(words.iter_rows())
    found = [own.find("category", *pair) for pair in pairs]
    coded = words.with_columns(
        pl.Series("general", [category_code(*pair) for pair in pairs], dtype=pl.Utf8),
        *_of_client(found),
    )
    joined = rows.join(
        coded, on=["allegation", "allegation_class"], how="left", maintain_order="left"
    )
    code = pl.col("category_code")
    by_client = code.is_in(["", UNKNOWN]) & (pl.col("own") != "")
    category = pl.when(by_client).then("own").when(code != "").then(code).otherwise("general")
    return joined.select(
        *ALLEGATION, "allegation_class", category.alias("category"), _version(by_client)
    )


def _of_client(found: list[OwnCode | None]) -> tuple[pl.Series, pl.Series]:
    """The client's own code of each word and its version, empty where it has none."""
    return (
        pl.Series("own", [each.code if each else "" for each in found], dtype=pl.Utf8),
        pl.Series("version", [each.version if each else "" for each in found], dtype=pl.Utf8),
    )


def _version(by_client: pl.Expr) -> pl.Expr:
    return (
        pl.when(by_client).then("version").otherwise(pl.lit(CROSSWALK_VERSION)).alias("crosswalk")
    )


def _decided(rows: pl.DataFrame, own: Crosswalk) -> pl.DataFrame:
    """Findings with ``merits``, ``closure`` and ``crosswalk``: the mapping's own code, or else the
    client's for the word, or else the general one."""
    unique = rows.select("finding").unique()
    found = unique.with_columns(
        *_of_client([own.find("finding", word) for word in unique["finding"]])
    )
    code = pl.col("finding_code")
    by_client = code.is_in(["", UNMAPPED.closure]) & (pl.col("own") != "")
    said = rows.join(found, on="finding", how="left", maintain_order="left").with_columns(
        pl.when(by_client)
        .then("own")
        .when(code != "")
        .then(code)
        .otherwise("finding")
        .alias("said"),
        _version(by_client),
    )
    words = said["said"].unique()
    codes = [finding_code(word) for word in words]
    coded = pl.DataFrame(
        {
            "said": words,
            "merits": [code.merits if code else "" for code in codes],
            "closure": [code.closure if code else "" for code in codes],
        },
        schema={"said": pl.Utf8, "merits": pl.Utf8, "closure": pl.Utf8},
    )
    joined = said.join(coded, on="said", how="left", maintain_order="left")
    return joined.select(*FINDING, "merits", "closure", "finding", "decided_on", "crosswalk")


def unmapped_words(gathered: Gathered) -> tuple[dict[str, int], dict[str, int]]:
    """Words without a code of ours and how many allegations carry them: of allegations, of findings."""
    stated = (pl.col("allegation") != "") | (pl.col("allegation_class") != "")
    both = pl.concat_str(["allegation_class", "allegation"], separator=": ")
    uncategorised = gathered.allegations.filter(stated & (pl.col("category") == UNKNOWN)).select(
        both.str.strip_chars(": ").alias("words")
    )
    unread = gathered.findings.filter(pl.col("closure") == UNMAPPED.closure)
    return _counted(uncategorised["words"]), _counted(unread["finding"])


def _counted(words: pl.Series) -> dict[str, int]:
    counts = words.value_counts()
    return dict(sorted(counts.iter_rows(), key=lambda pair: (-pair[1], pair[0])))
