"""The words that the report's section on complaints and force explains. Pure."""

from accountability.suppression import THRESHOLD
from riskcore.reports.sections import Term

TERMS = (
    Term(
        term="Complaint",
        meaning="One number in the department's own register, whoever and however many it accuses.",
    ),
    Term(
        term="Allegation",
        meaning="One thing one officer is accused of in one complaint.",
    ),
    Term(
        term="Sustained, and other findings",
        meaning="Sustained: the evidence shows that it happened and broke a rule. Not sustained: the "
        "evidence cannot settle it. Exonerated: it happened and was within policy. Unfounded: it "
        "did not happen.",
        source="definitions after NACOLE",
    ),
    Term(
        term="Sustained rate",
        meaning="Allegations sustained, of those sustained, not sustained, exonerated or unfounded; by "
        "the finding that stands, after appeal where there was one.",
    ),
    Term(
        term="Intake quality",
        meaning="Access score times completeness of the record times the share of those who came that "
        "were taken down as a complaint: 0 to 100. Few complaints where it is low say little.",
    ),
    Term(
        term="Officer-years",
        meaning="The mean number of full-time officers of each month, added up and divided by twelve.",
    ),
    Term(
        term="Withheld (–)",
        meaning=f"A count that would give away another one of fewer than {THRESHOLD} by subtraction.",
        source="complementary suppression, Willenborg and de Waal 2001",
    ),
    Term(
        term="By chance alone",
        meaning="The share the same officers would hold if complaints fell on all officers at random.",
    ),
    Term(
        term="Force, levels 0 to 3",
        meaning="Contact; low; intermediate (injury, or means likely to injure); serious.",
        source="levels after the Cleveland settlement agreement, 2015",
    ),
)
