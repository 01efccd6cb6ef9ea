"""What the invented advisors of the synthetic book recommend: texts by critical task. Pure data.

Source: the critical tasks that most police liability comes from, as pools teach them (PATC, NIRMA).
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Advised:
    """One recommendation's texts and class."""

    classification: str
    title: str
    condition: str
    consequence: str
    action: str


ADVICE = (
    Advised(
        classification="critical",
        title="Review every pursuit within ten days",
        condition="Four of seven pursuits sampled had no supervisory review on file.",
        consequence="An unreviewed pursuit is hard to defend, and its lessons are lost.",
        action="Name a reviewing supervisor, review each pursuit within ten days, and keep the form.",
    ),
    Advised(
        classification="critical",
        title="Record suicide screening at every booking",
        condition="The booking sheet has no field for suicide screening; three of ten files had none.",
        consequence="A death in custody without screening exposes staff and the entity alike.",
        action="Add the screening to the booking sheet and audit twenty bookings a month.",
    ),
    Advised(
        classification="important",
        title="Renew the policy on response to resistance",
        condition="The policy was last revised 31 months ago and does not name the duty to intervene.",
        consequence="Officers are held to a standard the policy does not state.",
        action="Revise the policy with counsel, train on it, and keep the signed acknowledgements.",
    ),
    Advised(
        classification="important",
        title="Audit body-worn camera activation",
        condition="Activation is required, but nobody samples whether it happens.",
        consequence="Missing recordings are read against the department.",
        action="Sample fifteen calls a month for activation and report the share each quarter.",
    ),
    Advised(
        classification="important",
        title="Count evidence room items twice a year",
        condition="No inventory of money and firearms was made in the past 14 months.",
        consequence="A loss found late cannot be explained.",
        action="Make an inventory in June and December with two persons, one from outside the unit.",
    ),
    Advised(
        classification="important",
        title="Have counsel look at terminations beforehand",
        condition="Two of five terminations were not seen by counsel before notice was given.",
        consequence="Most employment claims begin with a step that could have been mended.",
        action="Ask for counsel's written view before each notice and keep it in the file.",
    ),
    Advised(
        classification="advisory",
        title="Publish how to complain in the languages spoken here",
        condition="The complaint form is on line in English only.",
        consequence="Complaints that are not heard return as claims.",
        action="Offer the form in the two most spoken languages and at two places besides the station.",
    ),
    Advised(
        classification="advisory",
        title="Keep sign-in sheets of community events",
        condition="Attendance of most events is a guess.",
        consequence="Good work cannot be shown.",
        action="Use the printable sheet or a clicker and upload the count with the event.",
    ),
)
