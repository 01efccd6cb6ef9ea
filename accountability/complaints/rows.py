"""Rows of a complaint file gathered into complaints and allegations: vectorised, touching no table.

An allegation is complaint x officer x words; the first of its rows in the file's order counts.
"""

from dataclasses import dataclass

import polars as pl

from accountability.codes import CHANNELS, GENERAL
from accountability.crosswalk import UNMAPPED, category_code, channel_code, finding_code
from riskcore.imports.kinds import Problem, Target

TEXT = (
    "number",
    "channel",
    "channel_code",
    "complainant_type",
    "date_precision",
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
)
CODES = ("channel_code", "category_code", "finding_code")
COMPLAINT = (
    "received_on",
    "occurred_on",
    "date_precision",
    "channel",
    "channel_as_recorded",
    "complainant_type",
    "internal",
    "district",
    "service_type",
    "linked_number",
)
ALLEGATION = ("number", "allegation", "officer")


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What a file says: a frame of complaints, one of allegations, and how often its rows disagree.

    complaints: number and the columns of COMPLAINT, null where the file says nothing. allegations:
    number, allegation, officer, allegation_class, category, merits, closure, finding, stage, decided_on.
    """

    complaints: pl.DataFrame
    allegations: pl.DataFrame
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


def gather(table: pl.DataFrame) -> Gathered:
    """Complaints and allegations of an accepted table, coded by the mapping or else the crosswalk."""
    rows = table.sort("row").with_columns(
        *(pl.col(name).fill_null("").str.strip_chars() for name in TEXT if name not in CODES),
        *(pl.col(name).fill_null("").replace(GENERAL, "") for name in CODES),
    )
    groups = rows.group_by(ALLEGATION).agg(
        pl.col("finding").n_unique().alias("findings"),
        pl.col("allegation_class").n_unique().alias("classes"),
    )
    complaints = _complaints(rows)
    return Gathered(
        complaints=complaints,
        allegations=_coded(rows.unique(ALLEGATION, keep="first", maintain_order=True)),
        findings_disagree=groups.filter(pl.col("findings") > 1).height,
        classes_disagree=groups.filter(pl.col("classes") > 1).height,
        received_before_occurred=complaints.filter(
            pl.col("received_on") < pl.col("occurred_on")
        ).height,
    )


def _complaints(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per number: of each column the first value that is not blank."""
    blank_as_null = rows.with_columns(
        pl.when(pl.col(name) == "").then(None).otherwise(pl.col(name)).alias(name)
        for name in TEXT
        if name != "number"
    ).with_columns(pl.col("channel").alias("channel_as_recorded"))
    firsts = blank_as_null.group_by("number", maintain_order=True).agg(
        pl.col(name).drop_nulls().first()
        for name in (*[name for name in COMPLAINT if name != "channel"], "channel_code")
    )
    words = firsts["channel_as_recorded"].unique().drop_nulls().to_list()
    return firsts.with_columns(
        pl.coalesce(
            pl.when(pl.col("channel_code").is_in(list(CHANNELS))).then(pl.col("channel_code")),
            pl.col("channel_as_recorded").replace_strict(
                {word: channel_code(word) for word in words}, default=None, return_dtype=pl.Utf8
            ),
        ).alias("channel")
    ).select("number", *COMPLAINT)


def _coded(allegations: pl.DataFrame) -> pl.DataFrame:
    """With ``category``, ``merits`` and ``closure``; both of these empty where the cell is blank."""
    kinds = allegations.select("allegation", "allegation_class").unique()
    categories = [
        (words, heading, category_code(words, heading)) for words, heading in kinds.iter_rows()
    ]
    said = pl.when(pl.col("finding_code") != "").then("finding_code").otherwise("finding")
    codes = {word: finding_code(word) for word in allegations.select(said)["finding_code"].unique()}
    findings = [
        (word, code.merits if code else "", code.closure if code else "")
        for word, code in codes.items()
    ]
    return (
        allegations.with_columns(said.alias("said"))
        .join(
            pl.DataFrame(
                categories,
                schema={"allegation": pl.Utf8, "allegation_class": pl.Utf8, "general": pl.Utf8},
                orient="row",
            ),
            on=["allegation", "allegation_class"],
            how="left",
            maintain_order="left",
        )
        .join(
            pl.DataFrame(
                findings,
                schema={"said": pl.Utf8, "merits": pl.Utf8, "closure": pl.Utf8},
                orient="row",
            ),
            on="said",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            pl.when(pl.col("category_code") != "")
            .then("category_code")
            .otherwise("general")
            .alias("category"),
            pl.when(pl.col("stage") == "").then(pl.lit("final")).otherwise("stage").alias("stage"),
        )
        .select(
            *ALLEGATION,
            "allegation_class",
            "category",
            "merits",
            "closure",
            "finding",
            "stage",
            "decided_on",
        )
    )


def unmapped_words(allegations: pl.DataFrame) -> tuple[dict[str, int], dict[str, int]]:
    """Words without a code of ours and how many allegations carry them: of allegations, of findings."""
    uncategorised = allegations.filter(
        (pl.col("category") == "UNKNOWN")
        & ((pl.col("allegation") != "") | (pl.col("allegation_class") != ""))
    ).with_columns(
        pl.concat_str(
            [pl.col("allegation_class"), pl.col("allegation")], separator=": "
        ).str.strip_chars(": ")
    )
    unread = allegations.filter(pl.col("closure") == UNMAPPED.closure)
    return _counted(uncategorised["allegation_class"]), _counted(unread["finding"])


def _counted(words: pl.Series) -> dict[str, int]:
    counts = words.value_counts()
    return dict(sorted(counts.iter_rows(), key=lambda pair: (-pair[1], pair[0])))
