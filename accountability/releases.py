"""Which days and windows counts of complaints are given out for to readers without rows. Pure.

A count of ten or more says nothing about one person; two of them may. Counts for any day asked for
would let two neighbouring days be subtracted, and windows of any length would let two lengths be. So
whoever may not see single complaints is given one window only, five years, and it ends with a quarter
that is over: whatever day is asked for, the same answer comes back for a whole quarter.

Source: differencing after Willenborg and de Waal (2001), Elements of Statistical Disclosure Control,
section 1.4; the remedy of few fixed windows instead of many is ours.
"""

from datetime import date, timedelta

from riskcore.periods import Period, add_months, trailing

YEARS = 5
MONTHS_OF_A_QUARTER = 3


def quarter_end(day: date) -> date:
    """The last day of a calendar quarter that is not after ``day``.

    >>> quarter_end(date(2026, 9, 30)), quarter_end(date(2026, 9, 29))
    (datetime.date(2026, 9, 30), datetime.date(2026, 6, 30))
    """
    following = day + timedelta(days=1)
    first = following.replace(day=1, month=following.month - (following.month - 1) % 3)
    return first - timedelta(days=1)


def release_day(day: date, *, today: date) -> date:
    """The quarter end up to which counts are given out when ``day`` is asked for: the last one not
    after it that is over today. A quarter still running would count up from day to day.

    >>> release_day(date(2030, 1, 1), today=date(2026, 9, 30))
    datetime.date(2026, 6, 30)
    """
    return quarter_end(min(day, today - timedelta(days=1)))


def release_period(day: date, *, today: date) -> Period:
    """The five years that end with ``release_day``.

    >>> release_period(date(2026, 8, 15), today=date(2026, 11, 25))
    Period(start=datetime.date(2021, 7, 1), end=datetime.date(2026, 7, 1))
    """
    return trailing(release_day(day, today=today), months_back=12 * YEARS)


def next_release(*, today: date) -> date:
    """The first day on which a later quarter can be asked for: the day after the next quarter end.

    >>> next_release(today=date(2026, 11, 25))
    datetime.date(2027, 1, 1)
    """
    return add_months(
        quarter_end(today - timedelta(days=1)) + timedelta(days=1), MONTHS_OF_A_QUARTER
    )
