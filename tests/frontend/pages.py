"""Reading pages as a person does: their words, and the answers a form would send untouched."""

from html.parser import HTMLParser
from typing import Any

VOID = {"input", "meta", "link", "br", "img", "hr"}


class _Reader(HTMLParser):
    """Collects the text of a page, and the answers of every form by its class."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: dict[str, dict[str, str]] = {}
        self.form: dict[str, str] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.form = self.forms.setdefault(given.get("class") or "", {})
        elif tag == "input" and name and given.get("type") != "file":
            self.form[name] = given.get("value") or ""
        elif tag == "select":
            self.select = name
            self.form[name] = ""
        elif tag == "option" and "selected" in given:
            self.form[self.select] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def _read(answer: Any) -> _Reader:
    reader = _Reader()
    reader.feed(answer.content.decode())
    return reader


def text_of(answer: Any) -> str:
    """The words of a page, white space collapsed and tags gone."""
    return " ".join(_read(answer).words).replace("\u00a0", " ")


def answers_of(answer: Any, form: str) -> dict[str, str]:
    """What the form of this class would send if nobody touched it."""
    return dict(_read(answer).forms[form])
