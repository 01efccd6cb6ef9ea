"""Published gamma-Poisson example: failures of ten pumps, hours in thousands, and their posterior means.

Source: Gaver and O'Muircheartaigh (1987), Technometrics 29, 1-15; George, Makov and Smith (1993),
Scandinavian Journal of Statistics 20, 147-156; posterior means as printed in BUGS Examples, volume 1,
"Pump", where the law's shape and rate have the means 0.70 and 0.93.
"""

FAILURES = (5, 1, 5, 14, 3, 19, 1, 1, 4, 22)
HOURS = (94.3, 15.7, 62.9, 126.0, 5.24, 31.4, 1.05, 1.05, 2.1, 10.5)
SHAPE, RATE = 0.70, 0.93
MEANS = (0.0598, 0.1015, 0.0892, 0.1157, 0.6043, 0.6121, 0.899, 0.9095, 1.587, 1.995)
