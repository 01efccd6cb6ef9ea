"""Published survival data: remission in weeks, and what was printed of them.

Source: Freireich and others (1963), Blood 21, 699-716, as worked in Kalbfleisch and Prentice (1980)
and Kleinbaum and Klein, Survival Analysis, ch. 2, table 2.1 and section III.
"""

ENDED = {6: 3, 7: 1, 10: 1, 13: 1, 16: 1, 22: 1, 23: 1}
CENSORED = {6: 1, 9: 1, 10: 1, 11: 1, 17: 1, 19: 1, 20: 1, 25: 1, 32: 2, 34: 1, 35: 1}
PRINTED = {
    6: 0.8571,
    7: 0.8067,
    10: 0.7529,
    13: 0.6902,
    16: 0.6275,
    22: 0.5378,
    23: 0.4482,
}
MEDIAN = 23
