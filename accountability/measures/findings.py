"""What allegations came to: sustained, closed without a finding, mediated, changed on appeal. Pure.

A tally is allegations by the code of the finding that stands, "" where none is recorded.
"""

from collections.abc import Mapping

from accountability.codes import MERITS_BASE, NO_FINDING, NOT_CLOSED
from accountability.measures.rates import share
from riskcore.factors.reading import Reading, cannot

MOST_UNMAPPED = 0.2
UNMAPPED = "UNK"


def unmapped_share(tally: Mapping[str, int]) -> float:
    """Findings in words not yet mapped, of all findings recorded: between 0 and 1."""
    recorded = sum(count for code, count in tally.items() if code)
    return tally.get(UNMAPPED, 0) / recorded if recorded else 0.0


def _share_of_findings(tally: Mapping[str, int], count: int, total: int, *, of: str) -> Reading:
    """A share, unless so many findings are in words not mapped that it would speak of the rest only.

    Philadelphia writes "Other than Sustained Finding" for three findings: of those that can be told
    apart all are sustained, and 100 % would be true of nothing.
    """
    if unmapped_share(tally) > MOST_UNMAPPED:
        return cannot("more than a fifth of the findings are in words that are not mapped")
    return share(count, total, of=of)


def closed_total(tally: Mapping[str, int]) -> int:
    """Allegations that are closed: every coded finding but open ones and words not yet mapped."""
    return sum(count for code, count in tally.items() if code and code not in NOT_CLOSED)


def sustained_rate_merits(tally: Mapping[str, int]) -> Reading:
    """SUS of SUS + NSU + EXO + UNF, in percent: what a decision on the merits came to.

    tally: allegations by the code of their current finding, "" where none is recorded. Other
    misconduct, policy failures, mediation and closures without a finding stand outside.

    Source: definition after NACOLE and COPS guidance. Reference: 9.6 % in Chicago 2000-2016.
    """
    merits = sum(tally.get(code, 0) for code in MERITS_BASE)
    return _share_of_findings(
        tally, tally.get("SUS", 0), merits, of="allegations decided on their merits"
    )


def sustained_rate_closed(tally: Mapping[str, int]) -> Reading:
    """SUS of all closed allegations, in percent.

    Reference: 8 % of force complaints against large agencies in 2002 (NCJ 210296); 6.9 % of all rows
    in Chicago 2000-2016.
    """
    return _share_of_findings(
        tally, tally.get("SUS", 0), closed_total(tally), of="closed allegations"
    )


def no_finding_share(tally: Mapping[str, int]) -> Reading:
    """Closed without any finding (no affidavit, withdrawn, time limit ...) of all closed, in percent.

    Mediated and informally resolved allegations are closed but not counted as without a finding.
    Reference: 27.7 % in Chicago 2000-2016, all for want of an affidavit.
    """
    without = sum(tally.get(code, 0) for code in NO_FINDING)
    return _share_of_findings(tally, without, closed_total(tally), of="closed allegations")


def mediated_share(tally: Mapping[str, int]) -> Reading:
    """Mediated of all closed allegations, in percent. Which allegations were eligible for mediation is
    seldom recorded; where it is, give ``share`` that whole instead.

    Source: definition after the complaint boards of Denver and New York.
    """
    return _share_of_findings(
        tally, tally.get("MED", 0), closed_total(tally), of="closed allegations"
    )


def reversal_rate(changed: int, appealed: int) -> Reading:
    """Findings that an appeal changed, of findings appealed and decided, in percent."""
    return share(changed, appealed, of="findings decided on appeal")


def follow_through(disciplined: int, sustained: int) -> Reading:
    """Sustained allegations upon which discipline was imposed, in percent.

    Counselling and training count as imposed; "violation noted" and no action do not.
    Reference: in Chicago 2000-2016 10 % of 8,142 sustained allegations were only noted.
    """
    return share(disciplined, sustained, of="sustained allegations")
