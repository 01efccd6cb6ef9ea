"""The banks of questions that come with the product, each a table beside this module."""
