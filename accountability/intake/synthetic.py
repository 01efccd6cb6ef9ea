"""The synthetic book's answers to the access checklist and its inquiries by month; all invented."""

from datetime import UTC, datetime, time, timedelta

from accountability.intake.models import InquiryMonth, IntakeAnswer
from accountability.measures.intake import CHECKLISTS, QUESTIONS
from riskcore.periods import add_months
from riskcore.synthetic.registry import PARTS, BookContext, Part

# Declared: how often a department says yes to a question; the harder to have, the rarer.
YES = {
    "online_form": 0.6,
    "homepage_link": 0.4,
    "counter_form": 0.5,
    "in_person": 0.7,
    "languages": 0.35,
    "third_party": 0.6,
    "any_form": 0.95,
    "anonymous": 0.9,
    "notary": 0.15,
    "prosecution": 0.25,
}
OFTEN = 0.75
# Declared: of five departments one leaves two questions open, and of four one counts no inquiries.
LEAVES_OPEN_ONE_IN, COUNTS_NOT_ONE_IN = 5, 4
# Declared: inquiries per 100 officers and month.
INQUIRIES_PER_100 = 2.5
MONTHS = 60
EVIDENCE = {
    True: "Seen on the invented department's page and in order 12.4.",
    False: "Neither the invented department's page nor order 12.4 says so.",
}


def build(context: BookContext) -> dict[str, int]:
    """Answers since five years ago, some bettered a year ago, and months of inquiries."""
    generator = context.generator("intake")
    police = [member for member in context.members if member.has_police]
    ends = context.plan.ends_on
    first = min(ends.replace(year=ends.year - 5), CHECKLISTS[0].effective_on)
    answers, inquiries = [], []
    for place, member in enumerate(police):
        open_ones = list(QUESTIONS)[-2:] if place % LEAVES_OPEN_ONE_IN == 4 else []
        for question in QUESTIONS:
            if question in open_ones:
                continue
            yes = bool(generator.random() < YES.get(question, OFTEN))
            days = [(first, yes)]
            if not yes and question in ("online_form", "languages") and place % 3 == 0:
                days.append((ends - timedelta(days=365), True))
            answers += [
                IntakeAnswer(
                    client=member.client,
                    question=question,
                    answer=answer,
                    answered_on=day,
                    evidence=EVIDENCE[answer],
                    recorded_at=datetime.combine(day, time(9), tzinfo=UTC),
                    recorded_by=context.by,
                )
                for day, answer in days
            ]
        if place % COUNTS_NOT_ONE_IN == 3:
            continue
        mean = INQUIRIES_PER_100 * member.officers / 100
        counts = generator.poisson(mean, MONTHS)
        for back, count in zip(range(MONTHS, 0, -1), counts, strict=True):
            month = add_months((ends + timedelta(days=1)).replace(day=1), -back)
            inquiries.append(
                InquiryMonth(
                    client=member.client,
                    month=month,
                    inquiries=int(count),
                    recorded_at=datetime.combine(add_months(month, 1), time(9), tzinfo=UTC),
                    recorded_by=context.by,
                )
            )
    IntakeAnswer.objects.bulk_create(answers, batch_size=1000)
    InquiryMonth.objects.bulk_create(inquiries, batch_size=1000)
    return {"intake answers": len(answers), "months of inquiries": len(inquiries)}


PARTS.register(Part(key="intake", label="How complaints are taken in", order=305, build=build))
