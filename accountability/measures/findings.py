"""What allegations came to: sustained, closed without a finding, mediated, changed on appeal. Pure.

A tally is allegations by the code of the finding that stands, "" where none is recorded.
"""

from collections.abc import Mapping

from accountability.codes import MERITS_BASE, NO_FINDING, NOT_CLOSED
from accountability.measures.rates import share
from riskcore.factors.reading import Reading


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
    return share(tally.get("SUS", 0), merits, of="allegations decided on their merits")


def sustained_rate_closed(tally: Mapping[str, int]) -> Reading:
    """SUS of all closed allegations, in percent.

    Reference: 8 % of force complaints against large agencies in 2002 (NCJ 210296); 6.9 % of all rows
    in Chicago 2000-2016.
    """
    return share(tally.get("SUS", 0), closed_total(tally), of="closed allegations")


def no_finding_share(tally: Mapping[str, int]) -> Reading:
    """Closed without any finding (no affidavit, withdrawn, time limit ...) of all closed, in percent.

    Mediated and informally resolved allegations are closed but not counted as without a finding.
    Reference: 27.7 % in Chicago 2000-2016, all for want of an affidavit.
    """
    without = sum(tally.get(code, 0) for code in NO_FINDING)
    return share(without, closed_total(tally), of="closed allegations")


def mediated_share(tally: Mapping[str, int]) -> Reading:
    """Mediated of all closed allegations, in percent. Which allegations were eligible for mediation is
    seldom recorded; where it is, give ``share`` that whole instead.

    Source: definition after the complaint boards of Denver and New York.
    """
    return share(tally.get("MED", 0), closed_total(tally), of="closed allegations")


def reversal_rate(changed: int, appealed: int) -> Reading:
    """Findings that an appeal changed, of findings appealed and decided, in percent."""
    return share(changed, appealed, of="findings decided on appeal")


def follow_through(disciplined: int, sustained: int) -> Reading:
    """Sustained allegations upon which discipline was imposed, in percent.

    Counselling and training count as imposed; "violation noted" and no action do not.
    Reference: in Chicago 2000-2016 10 % of 8,142 sustained allegations were only noted.
    """
    return share(disciplined, sustained, of="sustained allegations")
