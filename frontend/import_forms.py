"""Forms of the import wizard. They check shapes; what a file means is for riskcore.imports to say."""

from collections.abc import Mapping as Keyed
from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone

from riskcore.imports.glimpse import FieldGlimpse, Glimpse
from riskcore.imports.kinds import FileKind
from riskcore.imports.mapping import Reading
from riskcore.imports.mapping_writer import Choice

FORMATS = {
    "": "find out (month first, ISO, or written months)",
    "%m/%d/%Y": "month/day/year, 06/30/2026",
    "%d/%m/%Y": "day/month/year, 30/06/2026",
    "%Y-%m-%d": "ISO, 2026-06-30",
    "%d.%m.%Y": "day.month.year, 30.06.2026",
    "%m-%d-%Y": "month-day-year, 06-30-2026",
    "%m/%d/%y": "two-digit year, 06/30/26",
}
BETWEEN = "; "
NOT_THERE = "not in this file"


class Upload(forms.Form):
    """A file, and the day as of which it was drawn up where its kind needs one."""

    file = forms.FileField(
        label="File",
        allow_empty_file=True,
        max_length=1_000,
        help_text="A CSV file, or an Excel workbook (.xlsx). Its header may stand on any line.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    valued_on = forms.DateField(
        label="Valuation date",
        help_text="The day as of which its figures hold; usually printed at the head of the file.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, kind: FileKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind.needs_valuation:
            self.fields["valued_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        else:
            del self.fields["valued_on"]


class MappingText(forms.Form):
    """A mapping as TOML, pasted or sent as a file; the file counts where both are there."""

    mapping_file = forms.FileField(
        label="Mapping file",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,.txt"}),
    )
    mapping_text = forms.CharField(
        label="or its text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )

    def text(self) -> str:
        """What was sent. Raises ValidationError where it is no text or there is none."""
        sent = self.cleaned_data.get("mapping_file")
        if sent is None:
            text: str = self.cleaned_data.get("mapping_text", "")
        else:
            try:
                text = sent.read(200_000).decode("utf-8-sig")
            except UnicodeDecodeError:
                raise forms.ValidationError(
                    "The mapping file is not text in UTF-8. Save it again as UTF-8, or paste its text."
                ) from None
        if not text.strip():
            raise forms.ValidationError("There is no mapping. Choose its file, or paste its text.")
        return text


class SaveMapping(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=64,
        help_text="Such as the sender's: the next file from there is then read by itself.",
    )


class Reason(forms.Form):
    reason = forms.CharField(
        label="Reason",
        required=False,  # whether one is needed is the verb's to say
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Columns(forms.Form):
    """Where the table is, and which column fills which field; made from a glimpse of the file.

    A column is named by its place in the header that was shown (``shown_with`` says which), so that a
    choice made under another header is never taken for one made under this.
    """

    header_row = forms.IntegerField(label="Header on line", min_value=1, max_value=10_000)
    header_rows = forms.IntegerField(label="Lines of header", min_value=1, max_value=3)
    skip_lines = forms.IntegerField(
        label="Lines to skip before it", min_value=0, max_value=10_000, required=False
    )
    dates = forms.ChoiceField(label="Dates are written", required=False)
    empty_words = forms.CharField(
        label="Words that mean an empty cell",
        required=False,
        max_length=400,
        help_text="With semicolons between: 0/0/0000; n/a",
    )
    shown_with = forms.CharField(widget=forms.HiddenInput, required=False)
    mapping = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, glimpse: Glimpse, data: Keyed[str, Any] | None = None, *, mapping: str = ""
    ) -> None:
        formats = glimpse.mapping.date_formats if glimpse.mapping else ()
        empty = glimpse.mapping.sentinels.get("*", ()) if glimpse.mapping else ()
        super().__init__(
            data,
            initial={
                "header_row": first_header_line(glimpse),
                "header_rows": glimpse.reading.header_rows,
                "skip_lines": glimpse.reading.skip_lines,
                "dates": BETWEEN.join(formats),
                "empty_words": BETWEEN.join(empty),
                "shown_with": shown_with(glimpse),
                "mapping": mapping,
            },
        )
        self.glimpse = glimpse
        own = (
            {}
            if BETWEEN.join(formats) in FORMATS
            else {BETWEEN.join(formats): BETWEEN.join(formats)}
        )
        self.fields["dates"] = forms.ChoiceField(
            label="Dates are written", required=False, choices=list((FORMATS | own).items())
        )
        for item in glimpse.fields:
            self.fields[f"field-{item.field.key}"] = forms.ChoiceField(
                label=item.field.label.capitalize(),
                required=False,
                choices=_choices(item, glimpse),
                initial=_chosen(item, glimpse),
            )

    def rows(self) -> list[dict[str, Any]]:
        """The fields as the page lists them: required first, then what is filled, then the rest."""
        order = sorted(
            self.glimpse.fields,
            key=lambda item: (not item.field.required, not item.is_filled, not item.perhaps),
        )
        return [
            {
                "item": item,
                "choice": self[f"field-{item.field.key}"],
                "words": how_sure(item, self.glimpse),
                "wanting": item.field.required and not item.is_filled,
            }
            for item in order
        ]

    def choice(self) -> Choice:
        """What was chosen, as values."""
        asked = self.cleaned_data
        columns: dict[str, tuple[str, ...]] = {}
        constants: dict[str, str] = {}
        for item in self.glimpse.fields:
            kind, _, rest = asked[f"field-{item.field.key}"].partition(":")
            if kind == "column":
                columns[item.field.key] = tuple(
                    self.glimpse.headers[int(place)] for place in rest.split("+")
                )
            elif kind == "always":
                constants[item.field.key] = rest
        return Choice(
            columns=columns,
            constants=constants,
            header_row=asked["header_row"],
            header_rows=asked["header_rows"],
            skip_lines=asked["skip_lines"] or 0,
            date_formats=_parts(asked["dates"]),
            empty_words=_parts(asked["empty_words"]),
        )


class Where(forms.Form):
    """Only where the table is: what must be known before its columns can be shown."""

    header_row = forms.IntegerField(min_value=1, max_value=10_000)
    header_rows = forms.IntegerField(min_value=1, max_value=3)
    skip_lines = forms.IntegerField(min_value=0, max_value=10_000, required=False)

    def reading(self, before: Reading) -> Reading:
        """``before`` with what was asked in place of what it said."""
        asked = self.cleaned_data
        skip = asked["skip_lines"] or 0
        return replace(
            before,
            header_fill=before.header_fill and asked["header_rows"] > 1,
            header_row=max(asked["header_row"], skip + 1),
            header_rows=asked["header_rows"],
            skip_lines=skip,
        )


def first_header_line(glimpse: Glimpse) -> int:
    """The line the header begins on, as it was found or asked for."""
    if glimpse.header_row:
        return glimpse.header_row - glimpse.reading.header_rows + 1
    return glimpse.reading.header_row or glimpse.reading.skip_lines + 1


def shown_with(glimpse: Glimpse) -> str:
    """Which header the columns of a page belong to."""
    reading = glimpse.reading
    return f"{first_header_line(glimpse)}-{reading.header_rows}-{reading.skip_lines}"


def how_sure(item: FieldGlimpse, glimpse: Glimpse) -> str:
    """Why the field is filled as it is, or why it is not, in words."""
    lost = [name for name in item.headers if name not in glimpse.headers]
    if lost:
        return f"the mapping names {_quoted(lost)}, which this file does not have"
    if item.made:
        return f"{item.made}, as the mapping says"
    if item.is_filled:
        return item.sure or "as the mapping says"
    if item.perhaps:
        return f"perhaps {_quoted(item.perhaps)}; not taken, since we are not certain"
    return (
        "required: choose its column"
        if item.field.required
        else "no header of this file is like it"
    )


def _quoted(names: tuple[str, ...] | list[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)


def _choices(item: FieldGlimpse, glimpse: Glimpse) -> list[Any]:
    columns = [(f"column:{place}", name) for place, name in enumerate(glimpse.headers)]
    several = _chosen(item, glimpse)
    if "+" in several:
        columns.append((several, " + ".join(item.headers)))
    constants = {f"always:{code}": label for code, label in item.field.codes.items()}
    if item.constant:
        constants.setdefault(f"always:{item.constant}", item.constant)
    found: list[Any] = [("", item.made or NOT_THERE), ("Column of the file", columns)]
    return [*found, ("The same for every row", list(constants.items()))] if constants else found


def _chosen(item: FieldGlimpse, glimpse: Glimpse) -> str:
    if item.constant:
        return f"always:{item.constant}"
    places = [glimpse.headers.index(name) for name in item.headers if name in glimpse.headers]
    return f"column:{'+'.join(map(str, places))}" if places else ""


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(BETWEEN.strip()) if part.strip())
