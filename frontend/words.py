"""Words of the client's files that have no code of ours, and saying what they mean."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from accountability.codes import CATEGORIES, CHANNELS, CLOSURES, DISCIPLINE, MERITS
from accountability.words.actions import CODES, map_word
from accountability.words.models import WordKind
from accountability.words.queries import WaitingWord, word_queue
from frontend.access import WRITE, client_page
from frontend.errors import explain
from frontend.requests import PageRequest
from frontend.tabs import client_shell
from riskcore.clients.models import Client
from riskcore.errors import DomainError

TAB = "client_complaints"
NAMES = {
    WordKind.CATEGORY: {each.code: each.name for each in CATEGORIES.values()},
    WordKind.FINDING: MERITS | CLOSURES,
    WordKind.DISCIPLINE: {each.code: each.name for each in DISCIPLINE.values()},
    WordKind.CHANNEL: CHANNELS,
}


class Mapping(forms.Form):
    """What one word means. kind, words and heading come from the queue; the person chooses the code."""

    kind = forms.ChoiceField(choices=WordKind.choices, widget=forms.HiddenInput)
    words = forms.CharField(max_length=400, required=False, strip=False, widget=forms.HiddenInput)
    heading = forms.CharField(max_length=200, required=False, strip=False, widget=forms.HiddenInput)
    code = forms.ChoiceField(label="It means", choices=())

    def __init__(self, kind: str, **given: object) -> None:
        super().__init__(**given)  # type: ignore[arg-type]  # what a form takes
        known = WordKind(kind) if kind in WordKind.values else WordKind.CATEGORY
        choices = [(code, name) for code, name in NAMES[known].items() if code in CODES[known]]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]  # a choice field


@client_page(permission="complaint.view_rows")
def words(request: PageRequest, client: Client) -> HttpResponseBase:
    return _page(request, client)


@client_page(permission="complaint.map_words", methods=WRITE)
def mapped(request: PageRequest, client: Client) -> HttpResponseBase:
    """Say what one word means, and code the rows that wait for it."""
    form = Mapping(request.POST.get("kind", ""), data=request.POST)
    if not form.is_valid():
        return _page(request, client, refused=form)
    try:
        row = map_word(by=request.user, client_code=client.code, **form.cleaned_data)
    except DomainError as error:
        explain(form, error)
        return _page(request, client, refused=form)
    many = f"{row.rows} row{' is' if row.rows == 1 else 's are'}"
    messages.success(request, f"{many} coded anew; the words stay as they were recorded.")
    return redirect("client_words", code=client.code)


def _page(request: PageRequest, client: Client, refused: Mapping | None = None) -> HttpResponse:
    queue = word_queue(by=request.user, client_code=client.code)
    context = {
        **client_shell(request, client, TAB),
        "waiting": [
            {"word": word, "kind": WordKind(word.kind).label, "form": _form(word, place)}
            for place, word in enumerate(queue.waiting)
        ],
        "mapped": [
            {"row": row, "meaning": NAMES[WordKind(row.kind)].get(row.code, row.code)}
            for row in queue.mapped
        ],
        "refused": refused,
    }
    status = 422 if refused is not None else 200
    return render(request, "frontend/records/words.html", context, status=status)


def _form(word: WaitingWord, place: int) -> Mapping:
    initial = {"kind": word.kind, "words": word.words, "heading": word.heading}
    return Mapping(word.kind, initial=initial, auto_id=f"id_{place}_%s")
