"""Measures of complaints and force: pure functions on counts, each with its source.

A measure without its denominator says why it cannot be computed; zero is a value. Counts are of
complaints (distinct numbers), of allegations (one officer, one thing) or of force reports, as named.
"""
