"""What is read of a whole book on arrays: one row per client, one column per year."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from riskcore.exposures import ExposureBase, amounts_by_period
from riskcore.periods import Period
from riskcore.policies import Line

BOOK = "book.view"
BASES = {
    Line.LEL: ExposureBase.OFFICERS,
    Line.POL: ExposureBase.STAFF,
    Line.EPL: ExposureBase.STAFF,
    Line.ELL: ExposureBase.STUDENTS,
}


def exposure_table(
    periods: Sequence[Period], place: Mapping[int, int], line: str
) -> NDArray[np.float64]:
    """Exposure of a line's base, shape (clients, periods), 0 where none is recorded. One query.

    place: row of each client's id.
    """
    table = np.zeros((len(place), len(periods)))
    found = amounts_by_period(base=BASES[Line(line)], client_ids=list(place), periods=periods)
    for at, year in enumerate(found):
        for client, amount in year.items():
            table[place[client], at] = float(amount.quantity)
    return table
