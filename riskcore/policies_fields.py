"""The fields of a policy file and what must hold between them."""

import polars as pl

from riskcore.imports.findings import cell_problem
from riskcore.imports.kinds import Field, FieldType, Problem, Target
from riskcore.policies import LimitBasis, Line, RetentionType, Trigger

CLAIMS_MADE_ONLY = ("continuity_date", "report_grace_days", "erp_ends_on")
LIMITS = tuple(LimitBasis.values)
TERM_FIELDS = (
    Field(
        key="number",
        label="Policy number",
        required=True,
        max_length=64,
        synonyms=("policy number", "policy no", "policy #", "policy", "policy num"),
    ),
    Field(
        key="starts_on",
        label="Effective date",
        type=FieldType.DATE,
        required=True,
        synonyms=("effective date", "effective", "eff date", "inception", "starts", "start date"),
    ),
    Field(
        key="ends_on",
        label="Expiry date",
        type=FieldType.DATE,
        required=True,
        synonyms=("expiration date", "expiration", "exp date", "expiry", "ends", "end date"),
        help="The first day no longer covered.",
    ),
)
PART_FIELDS = (
    Field(
        key="line",
        label="Line of liability",
        type=FieldType.CODE,
        required=True,
        codes=dict(Line.choices),
        synonyms=("line", "line of business", "lob", "coverage", "coverage line"),
    ),
    Field(
        key="trigger",
        label="Trigger",
        type=FieldType.CODE,
        required=True,
        codes=dict(Trigger.choices),
        synonyms=("trigger", "coverage trigger", "policy form", "form"),
    ),
    Field(
        key="retro_date",
        label="Retroactive date",
        type=FieldType.DATE,
        synonyms=("retro date", "retroactive date", "retro"),
        help="Empty means full prior acts, on a claims-made part.",
    ),
    Field(
        key="each_person",
        label="Limit each person",
        type=FieldType.MONEY,
        non_negative=True,
        synonyms=("each person", "per person limit", "each person limit"),
    ),
    Field(
        key="each_wrongful_act",
        label="Limit each wrongful act",
        type=FieldType.MONEY,
        non_negative=True,
        synonyms=(
            "each wrongful act",
            "each occurrence",
            "occurrence limit",
            "each claim",
            "per claim limit",
            "per occurrence limit",
        ),
    ),
    Field(
        key="aggregate",
        label="Annual aggregate",
        type=FieldType.MONEY,
        non_negative=True,
        synonyms=("aggregate", "aggregate limit", "agg limit"),
    ),
    Field(
        key="retention_type",
        label="Type of retention",
        type=FieldType.CODE,
        codes=dict(RetentionType.choices),
        synonyms=("retention type", "deductible or sir", "ded/sir"),
        help="Empty means deductible.",
    ),
    Field(
        key="retention",
        label="Retention",
        type=FieldType.MONEY,
        required=True,
        non_negative=True,
        synonyms=("retention", "deductible", "sir", "retention amount", "deductible amount"),
    ),
    Field(
        key="defense_erodes_limit",
        label="Defence costs erode the limit",
        type=FieldType.YES_NO,
        synonyms=("defense within limits", "defense inside limits", "defense erodes limit"),
    ),
    Field(
        key="defense_erodes_retention",
        label="Defence costs erode the retention",
        type=FieldType.YES_NO,
        synonyms=("defense erodes retention", "defense erodes deductible", "alae in retention"),
    ),
    Field(
        key="premium",
        label="Premium",
        type=FieldType.MONEY,
        non_negative=True,
        synonyms=("premium", "written premium", "annual premium"),
    ),
    Field(
        key="continuity_date",
        label="Continuity date",
        type=FieldType.DATE,
        synonyms=("continuity date", "continuity", "prior and pending date"),
        help="What was known of before this day is not covered.",
    ),
    Field(
        key="report_grace_days",
        label="Days to report after expiry",
        type=FieldType.WHOLE,
        non_negative=True,
        synonyms=("report grace days", "grace days", "reporting grace", "days to report"),
        help="For a claim made in the term, on a claims-made-and-reported part; empty means none.",
    ),
    Field(
        key="erp_ends_on",
        label="End of extended reporting",
        type=FieldType.DATE,
        synonyms=("erp end", "erp ends", "extended reporting end", "tail end"),
        help="The first day after the extended reporting period; empty where there is none.",
    ),
    Field(
        key="consent_to_settle",
        label="Consent to settle",
        type=FieldType.YES_NO,
        synonyms=("consent to settle", "consent"),
    ),
    Field(
        key="tpa",
        label="Claims administrator",
        max_length=200,
        synonyms=("tpa", "third party administrator", "claims administrator"),
    ),
)
MOST_GRACE_DAYS = 3_650
Rule = tuple[pl.Expr, str, str, str]


def check(table: pl.DataFrame, target: Target) -> list[Problem]:
    """Terms end after they start and agree on their end; a line stands once in a term; limits fit."""
    term = ["number", "starts_on"]
    per_act, aggregate = pl.col("each_wrongful_act"), pl.col("aggregate")
    is_occurrence = pl.col("trigger") == Trigger.OCCURRENCE
    rules: list[Rule] = [
        (
            pl.col("ends_on") <= pl.col("starts_on"),
            "ends_on",
            "policy.ends_before_start",
            "the policy ends on or before the day it starts.",
        ),
        (
            pl.col("ends_on").n_unique().over(term) > 1,
            "ends_on",
            "policy.two_ends",
            "rows of the same policy term give different expiry dates.",
        ),
        (
            pl.struct(*term, "line").is_duplicated(),
            "line",
            "policy.line_twice",
            "the line stands twice in this policy term; each may stand once.",
        ),
        (
            per_act > aggregate,
            "aggregate",
            "policy.aggregate_below_limit",
            "the annual aggregate is below the limit for one wrongful act.",
        ),
        (
            is_occurrence & pl.col("retro_date").is_not_null(),
            "retro_date",
            "policy.retro_on_occurrence",
            "an occurrence part has no retroactive date.",
        ),
        *_claims_made_rules(is_occurrence),
        *(
            (pl.col(basis) == 0, basis, "policy.limit_zero", "a limit of zero; leave it empty.")
            for basis in LIMITS
        ),
    ]
    labels = {field.key: field.label for field in (*TERM_FIELDS, *PART_FIELDS)}
    return [
        cell_problem(row=row, column=labels[key], value=str(value), rule=rule, ends=ends)
        for broken, key, rule, ends in rules
        for row, value in table.filter(broken).select("row", key).iter_rows()
    ]


def _claims_made_rules(is_occurrence: pl.Expr) -> list[Rule]:
    return [
        (
            is_occurrence & pl.any_horizontal(pl.col(*CLAIMS_MADE_ONLY).is_not_null()),
            "trigger",
            "policy.claims_made_terms_on_occurrence",
            "an occurrence part has no continuity date, days to report or extended reporting period.",
        ),
        (
            pl.col("report_grace_days").is_not_null()
            & (pl.col("trigger") != Trigger.CLAIMS_MADE_REPORTED),
            "report_grace_days",
            "policy.grace_without_reporting",
            "days to report belong to a claims-made-and-reported part only.",
        ),
        (
            pl.col("report_grace_days") > MOST_GRACE_DAYS,
            "report_grace_days",
            "policy.grace_too_long",
            f"is more than {MOST_GRACE_DAYS:,} days; check the figure.",
        ),
        (
            pl.col("erp_ends_on") <= pl.col("ends_on"),
            "erp_ends_on",
            "policy.erp_ends_before_expiry",
            "the extended reporting period ends on or before the expiry.",
        ),
        (
            pl.col("retro_date") > pl.col("ends_on"),
            "retro_date",
            "policy.retro_after_expiry",
            "the retroactive date is after the expiry.",
        ),
    ]
