"""Every assumption of the synthetic book, each with its unit and where it comes from. Pure data.

No client, carrier, person or place of the book exists. "House assumption" marks a number for which no
published figure was found: it makes the book plausible and proves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

HOUSE = "House assumption; no published figure was found."
POST = "Washington Post 2022: median payment $17,500, mean about $80,000, 25 largest departments."


@dataclass(frozen=True)
class Assumption:
    """One number the book is drawn with."""

    value: float
    unit: str
    source: str


ASSUMPTIONS: Mapping[str, Assumption] = MappingProxyType(
    {
        "frequency.LEL": Assumption(
            4.0,
            "claims a year per 100 officers",
            "Declared for the book, plausible from 2 to 8; no published rate was found.",
        ),
        "frequency.POL": Assumption(0.8, "claims a year per 100 staff", HOUSE),
        "frequency.EPL": Assumption(1.0, "claims a year per 100 staff", HOUSE),
        "frequency.ELL": Assumption(0.06, "claims a year per 100 students", HOUSE),
        "frequency.dispersion": Assumption(
            1.0,
            "gamma shape of the client's own level (mean 1)",
            "Declared: negative binomial, dispersion about 1 between departments.",
        ),
        "severity.mu": Assumption(9.770, "log dollars", f"{POST} ln 17,500."),
        "severity.sigma": Assumption(1.743, "log dollars", f"{POST} sqrt(2 ln(80/17.5))."),
        "severity.most": Assumption(10_000_000, "dollars of indemnity a claim", HOUSE),
        "severity.no_indemnity": Assumption(
            0.55,
            "share of claims closed without indemnity",
            "Declared: 55 % closed without payment.",
        ),
        "expense.low": Assumption(
            0.40, "of indemnity", "Declared: expense 40 to 60 % of indemnity."
        ),
        "expense.high": Assumption(
            0.60, "of indemnity", "Declared: expense 40 to 60 % of indemnity."
        ),
        "expense.no_indemnity_share": Assumption(0.5, "of claims without indemnity", HOUSE),
        "expense.no_indemnity_median": Assumption(3_000, "dollars", HOUSE),
        "recovery.share": Assumption(0.03, "of claims with indemnity", HOUSE),
        "recovery.part": Assumption(0.20, "of indemnity", HOUSE),
        "lag.report_mean": Assumption(9.0, "months", "Declared: gamma with a mean of 9 months."),
        "lag.report_shape": Assumption(1.5, "gamma shape", HOUSE),
        "lag.close_mean": Assumption(26.0, "months from report, with indemnity", HOUSE),
        "lag.close_mean_no_indemnity": Assumption(11.0, "months from report, without", HOUSE),
        "lag.close_shape": Assumption(2.0, "gamma shape", HOUSE),
        "review.every": Assumption(182.0, "days between reserve reviews", HOUSE),
        "review.most": Assumption(16.0, "reviews of one claim", HOUSE),
        "reserve.noise": Assumption(0.5, "log standard deviation of the first estimate", HOUSE),
        "reserve.first": Assumption(0.7, "of the final amount, median of first estimates", HOUSE),
        "reserve.no_indemnity": Assumption(7_500, "dollars first set up for such a claim", HOUSE),
        "litigated.with_indemnity": Assumption(0.45, "of claims", HOUSE),
        "litigated.without": Assumption(0.20, "of claims", HOUSE),
        "sworn.share": Assumption(
            0.696, "of police employees", "FBI, Crime in the United States 2004: 30.4 % civilian."
        ),
        "sworn.least": Assumption(3.0, "officers", HOUSE),
        "population.median.municipality": Assumption(14_000, "residents", HOUSE),
        "population.median.county": Assumption(45_000, "residents", HOUSE),
        "population.median.school_district": Assumption(4_000, "students", HOUSE),
        "population.median.special_district": Assumption(30_000, "residents served", HOUSE),
        "population.median.non_profit": Assumption(8_000, "people served", HOUSE),
        "population.sigma": Assumption(0.95, "log standard deviation", HOUSE),
        "population.least": Assumption(1_200, "people", HOUSE),
        "population.most": Assumption(600_000, "people", HOUSE),
        "staff.municipality": Assumption(9.0, "staff per 1,000 residents", HOUSE),
        "staff.county": Assumption(6.0, "staff per 1,000 residents", HOUSE),
        "staff.school_district": Assumption(120.0, "staff per 1,000 students", HOUSE),
        "staff.special_district": Assumption(2.0, "staff per 1,000 served", HOUSE),
        "staff.non_profit": Assumption(5.0, "staff per 1,000 served", HOUSE),
        "police.special_district": Assumption(0.4, "of special districts", HOUSE),
        "advice.clients": Assumption(200, "first clients of the book that are advised", HOUSE),
        "advice.most": Assumption(5, "recommendations a client", HOUSE),
        "advice.days_back": Assumption(400, "days before the book's end, at most", HOUSE),
        "advice.reported": Assumption(0.2, "of recommendations reported complete", HOUSE),
        "advice.closed": Assumption(0.4, "of recommendations verified and closed", HOUSE),
        "renewals.clients": Assumption(36, "first clients of the book with submissions", HOUSE),
        "renewals.changed": Assumption(0.18, "of answers that change from term to term", HOUSE),
        "growth": Assumption(0.008, "a year", HOUSE),
        "noise.stock": Assumption(0.01, "relative, month to month", HOUSE),
        "noise.flow": Assumption(0.08, "relative, month to month", HOUSE),
        "calls": Assumption(45.0, "calls a month per officer", HOUSE),
        "arrests": Assumption(1.6, "arrests a month per officer", HOUSE),
        "contacts": Assumption(14.0, "stops and contacts a month per officer", HOUSE),
        "gap.share": Assumption(0.06, "of client and base pairs with months missing", HOUSE),
        "gap.most": Assumption(4.0, "months", HOUSE),
        "occurrence.LEL": Assumption(0.7, "of LEL parts, the rest claims-made", HOUSE),
        "retro.full_prior": Assumption(0.4, "of claims-made parts", HOUSE),
        "premium.LEL": Assumption(2_100, "dollars a year per officer", HOUSE),
        "premium.POL": Assumption(220, "dollars a year per staff", HOUSE),
        "premium.EPL": Assumption(260, "dollars a year per staff", HOUSE),
        "premium.ELL": Assumption(16, "dollars a year per student", HOUSE),
        "premium.growth": Assumption(0.04, "a year", HOUSE),
    }
)

# Full-time police employees per 1,000 residents: (low, high, share of cities).
STAFFING_SOURCE = (
    "FBI, Crime in the United States 2006, Table 72 (9,946 cities); above 5.1 cut at 8."
)
STAFFING: tuple[tuple[float, float, float], ...] = (
    (0.1, 0.5, 0.008),
    (0.6, 1.0, 0.040),
    (1.1, 1.5, 0.108),
    (1.6, 2.0, 0.193),
    (2.1, 2.5, 0.198),
    (2.6, 3.0, 0.145),
    (3.1, 3.5, 0.094),
    (3.6, 4.0, 0.062),
    (4.1, 4.5, 0.039),
    (4.6, 5.0, 0.030),
    (5.1, 8.0, 0.082),
)

# Share of clients by kind. Source: house assumption.
KINDS: tuple[tuple[str, float], ...] = (
    ("municipality", 0.62),
    ("county", 0.14),
    ("school_district", 0.12),
    ("special_district", 0.07),
    ("non_profit", 0.05),
)

# Causes of loss by line with weights: our codes; the mix of LEL puts force and arrest first.
# Source: Travelers, Business Insurance 2023-06-13 (about 65 % force or civil rights); the mixes of the
# other lines are house assumptions.
CAUSES: Mapping[str, tuple[tuple[str, float], ...]] = MappingProxyType(
    {
        "LEL": (
            ("UOF-P", 0.27),
            ("FAR", 0.19),
            ("UOF-C", 0.05),
            ("UOF-K", 0.03),
            ("UOF-D", 0.03),
            ("SRC", 0.09),
            ("VEH-P", 0.05),
            ("PRP", 0.08),
            ("CUS-M", 0.04),
            ("MAL", 0.04),
            ("DISC", 0.04),
            ("FTP", 0.03),
            ("OTH", 0.06),
        ),
        "POL": (
            ("POL-LAND", 0.27),
            ("POL-MAINT", 0.14),
            ("POL-DUE", 0.12),
            ("POL-BID", 0.10),
            ("POL-UTIL", 0.08),
            ("POL-TAKE", 0.07),
            ("POL-LIC", 0.06),
            ("POL-OPEN", 0.05),
            ("POL-TAX", 0.04),
            ("OTH", 0.07),
        ),
        "EPL": (
            ("EPL-DISC", 0.26),
            ("EPL-RET", 0.20),
            ("EPL-TERM", 0.18),
            ("EPL-HOST", 0.09),
            ("EPL-SEX", 0.07),
            ("EPL-LEAVE", 0.06),
            ("EPL-HIRE", 0.05),
            ("EPL-WAGE", 0.04),
            ("OTH", 0.05),
        ),
        "ELL": (
            ("ELL-IEP", 0.26),
            ("ELL-BULLY", 0.18),
            ("ELL-DISC", 0.14),
            ("ELL-504", 0.10),
            ("ELL-T9", 0.10),
            ("ELL-T6", 0.06),
            ("ELL-ABUSE", 0.04),
            ("ELL-ATH", 0.03),
            ("ELL-REC", 0.03),
            ("OTH", 0.06),
        ),
    }
)


def assumed(key: str) -> float:
    """The value of one assumption."""
    return ASSUMPTIONS[key].value
