"""Text into typed columns, a whole column at a time; every cell that fails is named with its rule.

Knows no file and no table. Blank is null before it comes here. Nothing is guessed: what is not
plainly an amount, a date or a known word is a failure with a sentence, never a silent null.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

MONEY = pl.Decimal(38, 2)
ISO = "%Y-%m-%d"
DATE_FORMATS = ("%m/%d/%Y", "%Y/%m/%d", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y")
EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
MAX_DIGITS = 12
PLAIN = r"^-?\d+(?:\.\d*)?$"
GROUPED = r"^(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)$"
SCIENTIFIC = r"(?i)^-?\d(?:\.\d+)?e-\d{1,3}$"
SIGNS = r"^\((.*)\)$|^-(.*)$|^(.*)-$|^(.*)cr$"
LIKE_A_DATE = r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$"
CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F]"
LED_BY_APOSTROPHE = r"^'(\s*[=+\-@＝＋－＠])"
YES = ("yes", "y", "true", "t", "1", "x")
NO = ("no", "n", "false", "f", "0")


@dataclass(frozen=True)
class Failure:
    """Cells of one column that break one rule; ``ends`` completes the sentence '<value> ...'."""

    cells: pl.Series
    rule: str
    ends: str


@dataclass(frozen=True)
class Column:
    """A typed column and the cells of it that could not be read (null there)."""

    values: pl.Series
    failures: tuple[Failure, ...] = ()


def blanked(text: pl.Series, sentinels: Sequence[str] = ()) -> pl.Series:
    """Cells without the white space around them; blanks and sentinel words become null.

    The apostrophe that our exports put before what a spreadsheet would take for a formula is taken away.
    """
    trimmed = text.str.strip_chars().str.replace(LED_BY_APOSTROPHE, "$1")
    words = ["", *(" ".join(word.split()).lower() for word in sentinels)]
    keep = ~trimmed.str.to_lowercase().is_in(words)
    return trimmed.zip_with(keep, _nulls(trimmed))


def texts(text: pl.Series, *, max_length: int) -> Column:
    """Text as it stands, within its length and without control characters."""
    too_long = text.str.len_chars() > max_length
    control = text.str.contains(CONTROL)
    return _column(
        text,
        Failure(too_long, "text.too_long", f"is longer than {max_length:,} characters."),
        Failure(control, "text.control", "holds a character that cannot be printed."),
    )


def dates(text: pl.Series, *, formats: Sequence[str] = (), latest: date | None = None) -> Column:
    """Dates in any of the formats, ISO always among them; a time after an ISO date is dropped.

    latest: the last day that is not in the future, where the field must be past.
    """
    day = text.str.replace(r"^(\d{4}-\d{2}-\d{2})[T ]\d{1,2}:.*$", "${1}")
    found = day.str.to_date(ISO, strict=False)
    for form in formats or DATE_FORMATS:
        if found.null_count() == day.null_count():
            break
        parsed = day.str.to_date(form, strict=False)
        found = found.zip_with(found.is_not_null(), _in_four_digits(parsed))
    unread = text.is_not_null() & found.is_null()
    alike = day.str.contains(LIKE_A_DATE)
    words = ", ".join([ISO, *(formats or DATE_FORMATS)])
    failures = [
        Failure(
            unread & alike,
            "date.impossible",
            f"is not a day of the calendar in the form {words}.",
        ),
        Failure(unread & ~alike, "date.unreadable", f"is not a date in the form {words}."),
        Failure(found < EARLIEST, "date.too_early", "lies before 1900."),
    ]
    if latest is None:
        failures.append(Failure(found > LATEST, "date.too_late", "lies after 2199."))
    else:
        failures.append(
            Failure(
                found > latest, "date.future", f"lies after {latest.isoformat()}: in the future."
            )
        )
    return _column(found, *failures)


def money(text: pl.Series, *, decimal_mark: str = ".", non_negative: bool = False) -> Column:
    """Dollars rounded half-up to cents: "$1,234.50", "(500)", "500-", "500 CR", "5684.799999"."""
    number = plain_number(text, decimal_mark=decimal_mark)
    unread = text.is_not_null() & number.is_null()
    too_large = _whole_digits(number) > MAX_DIGITS
    small = number.zip_with(~too_large.fill_null(value=False), _nulls(number))
    amount = (_cents(small).cast(MONEY) / 100).cast(MONEY)
    return _column(
        amount,
        Failure(unread, "money.unreadable", "is not an amount of money such as 1,234.50 or (500)."),
        Failure(too_large, "money.too_large", "is an amount of a trillion dollars or more."),
        *_negative(amount, non_negative=non_negative),
    )


def numbers(text: pl.Series, *, decimal_mark: str = ".", non_negative: bool = False) -> Column:
    """Numbers with or without decimals."""
    plain = plain_number(text, decimal_mark=decimal_mark)
    unread = text.is_not_null() & plain.is_null()
    found = plain.cast(pl.Float64, strict=False)
    return _column(
        found,
        Failure(unread, "number.unreadable", "is not a number such as 12 or 1,234.5."),
        Failure(found.abs() >= 1e15, "number.too_large", "is too large a number."),
        *_negative(found, non_negative=non_negative),
    )


def wholes(text: pl.Series, *, decimal_mark: str = ".", non_negative: bool = False) -> Column:
    """Whole numbers; "12.0" is one."""
    plain = plain_number(text, decimal_mark=decimal_mark)
    integral = plain.str.replace(r"\.0*$", "")
    found = integral.cast(pl.Int64, strict=False)
    unread = text.is_not_null() & found.is_null()
    return _column(
        found,
        Failure(unread, "whole.unreadable", "is not a whole number."),
        *_negative(found, non_negative=non_negative),
    )


def yes_no(text: pl.Series, words: Mapping[str, str] | None = None) -> Column:
    """Yes or no; ``words`` adds the file's own words for them (lower case -> "yes" or "no")."""
    known = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
    known |= {word: answer.casefold() in YES for word, answer in (words or {}).items()}
    found = _looked_up(text, known, pl.Boolean)
    return _column(
        found, Failure(text.is_not_null() & found.is_null(), "yes_no.unknown", "is not yes or no.")
    )


def codes(
    text: pl.Series,
    *,
    allowed: Mapping[str, str],
    words: Mapping[str, str] | None = None,
    default: str = "",
) -> Column:
    """Our codes for the file's words: the crosswalk first, then our own codes and their labels.

    default: the code of every word nobody knows; without it such a word is a failure.
    """
    known = {label.casefold(): code for code, label in allowed.items()}
    known |= {code.casefold(): code for code in allowed}
    known |= words or {}
    found = _looked_up(text, known, pl.Utf8)
    unknown = text.is_not_null() & found.is_null()
    if default:
        filler = pl.Series(text.name, [default], dtype=pl.Utf8).new_from_index(0, len(text))
        return Column(found.zip_with(~unknown, filler))
    listed = ", ".join(list(allowed)[:20])
    return _column(
        found,
        Failure(
            unknown,
            "code.unknown",
            f"is no word the mapping translates. Our codes are: {listed}. Add the word to [codes].",
        ),
    )


def plain_number(text: pl.Series, *, decimal_mark: str = ".") -> pl.Series:
    """Amounts as people write them, as "-1234.5"; null where a cell is no number.

    Thousands must be grouped in threes, and one sign is enough: "1,23" and "(-5)" are refused.
    """
    if decimal_mark == ".":
        text = _written_out(text)
        if text.str.contains(PLAIN).all():
            return text
    thousands = "," if decimal_mark == "." else "."
    bare = text.str.to_lowercase().str.replace_all(r"[$€£]|usd", "")
    bare = bare.str.replace_all(r"(\d)[\s'](\d)", f"${{1}}{thousands}${{2}}")
    bare = bare.str.replace_all(r"\s", "")
    bare = bare.str.replace_all("[−–]", "-").str.replace(r"^\+", "").str.replace(r"dr$", "")
    if decimal_mark == ",":
        bare = bare.str.replace_all(r"\.", ";").str.replace_all(",", ".").str.replace_all(";", ",")
    negative = bare.str.contains(SIGNS)
    digits = bare.str.replace(SIGNS, "${1}${2}${3}${4}")
    digits = digits.zip_with(digits.str.contains(GROUPED), _nulls(digits))
    digits = digits.str.replace_all(",", "")
    return ("-" + digits).zip_with(negative, digits)


def _written_out(text: pl.Series) -> pl.Series:
    """Numbers that a program wrote with an exponent ("3.6379e-12", the noise of a sum), without it."""
    words = text.filter(text.str.contains(SCIENTIFIC).fill_null(value=False)).unique().to_list()
    return text.replace({word: f"{Decimal(word):f}" for word in words}) if words else text


def _cents(number: pl.Series) -> pl.Series:
    """Plain numbers of at most twelve digits as whole cents, rounded half away from zero."""
    parts = number.str.extract_groups(r"^(-?)(\d*)\.?(\d*)$").struct.unnest().get_columns()
    sign, whole, fraction = parts
    padded = fraction.str.pad_end(3, "0")
    # An absent whole part (".5") counts as none.
    dollars = ("0" + whole).cast(pl.Int64)
    size = dollars * 100 + padded.str.slice(0, 2).cast(pl.Int64)
    size = size + (padded.str.slice(2, 1) >= "5").cast(pl.Int64)
    return (-size).zip_with(sign == "-", size).alias(number.name)


def _whole_digits(number: pl.Series) -> pl.Series:
    return number.str.extract(r"^-?0*(\d*)", 1).str.len_chars()


def _negative(found: pl.Series, *, non_negative: bool) -> list[Failure]:
    if not non_negative:
        return []
    return [Failure(found < 0, "number.negative", "is below zero, which this field cannot be.")]


def _in_four_digits(found: pl.Series) -> pl.Series:
    """A year of two digits is not one of the first century: another format has to read it."""
    return found.zip_with(found.dt.year() >= 100, _nulls(found))


def _looked_up(text: pl.Series, known: Mapping[str, object], dtype: type[pl.DataType]) -> pl.Series:
    words = [word for word in text.unique().to_list() if word is not None]
    found = {word: known.get(" ".join(word.split()).casefold()) for word in words}
    return text.replace_strict(list(found), list(found.values()), default=None, return_dtype=dtype)


def _column(values: pl.Series, *failures: Failure) -> Column:
    real = [
        Failure(failure.cells.fill_null(value=False), failure.rule, failure.ends)
        for failure in failures
    ]
    real = [failure for failure in real if failure.cells.any()]
    for failure in real:
        values = _nulls(values).zip_with(failure.cells, values)
    return Column(values, tuple(real))


def _nulls(like: pl.Series) -> pl.Series:
    return pl.Series(like.name, [None], dtype=like.dtype).new_from_index(0, len(like))
