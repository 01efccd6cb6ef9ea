"""The reviewer's queue: flags first, evidence beside the record, one decision at a time."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url

from frontend.access import WRITE, page
from frontend.errors import explain
from frontend.initiative import facts
from frontend.navigation import MENU, Entry
from frontend.outreach_forms import Decide
from frontend.requests import PageRequest
from outreach.evidence.models import Decision
from outreach.evidence.reviews import review
from outreach.evidence.wording import write_reason
from outreach.register.queries import initiative_detail
from outreach.register.queue import QueueItem, ReviewQueue, review_queue
from riskcore.audit.actions import look
from riskcore.errors import DomainError

MENU.register(Entry(key="review_queue", label="Review", permission="outreach.review", order=20))
DONE = {Decision.ACCEPTED: "Accepted", Decision.RETURNED: "Returned"}


@page(permission="outreach.review")
def queue(request: PageRequest) -> HttpResponseBase:
    asked = request.GET.get("item", "")
    waiting = review_queue(by=request.user, around=int(asked) if asked.isdecimal() else None)
    place = _place(waiting, asked)
    if asked and waiting.items and str(waiting.items[place].entry.id) != asked:
        messages.warning(request, "The one you asked for waits no more. This is the next.")
    return _queue_page(request, waiting, place, Decide())


@page(permission="outreach.review", methods=WRITE)
def decide(request: PageRequest, number: int) -> HttpResponseBase:
    """Accept or return one initiative, then go on to the next that waits."""
    waiting = review_queue(by=request.user, around=number)
    place = _place(waiting, str(number))
    following = _beside(waiting.items, place + _is_at(waiting, place, number))
    form = Decide(request.POST)
    decision = request.POST.get("decision", "")
    title = initiative_detail(by=request.user, initiative_id=number).entry.title
    if form.is_valid():
        accepts = decision == Decision.ACCEPTED
        given = form.cleaned_data
        try:
            review(
                by=request.user,
                initiative_id=number,
                decision=decision,
                level=int(given["level"] or 0) if accepts else 0,
                reason_codes=() if accepts else given["reasons"],
                reason=write_reason(
                    keys=[] if accepts else given["reasons"], own_words=given["own_words"]
                ),
            )
        except DomainError as error:
            explain(form, error)
            if not _is_at(waiting, place, number):
                raise
            return _queue_page(request, waiting, place, form, status=error.status)
        messages.success(request, f"{DONE[Decision(decision)]}: {title}.")
        address = resolve_url("review_queue")
        return redirect(f"{address}?item={following.entry.id}" if following else address)
    return _queue_page(request, waiting, place, form, status=422)


def _place(waiting: ReviewQueue, asked: str) -> int:
    """Where among the items the one asked for is; the first where it is not."""
    numbers = [str(item.entry.id) for item in waiting.items]
    return numbers.index(asked) if asked in numbers else 0


def _is_at(waiting: ReviewQueue, place: int, number: int) -> bool:
    return bool(waiting.items) and waiting.items[place].entry.id == number


def _beside(items: tuple[QueueItem, ...], place: int) -> QueueItem | None:
    return items[place] if 0 <= place < len(items) else None


def _queue_page(
    request: PageRequest, waiting: ReviewQueue, place: int, form: Decide, *, status: int = 200
) -> HttpResponse:
    context: dict[str, object] = {"queue": waiting, "form": form, "item": None}
    if waiting.items:
        item = waiting.items[place]
        look(by=request.user, code=item.client_code, permission="outreach.review")
        context |= {
            **facts(initiative_detail(by=request.user, initiative_id=item.entry.id)),
            "item": item,
            "before": _beside(waiting.items, place - 1),
            "after": _beside(waiting.items, place + 1),
        }
    return render(request, "frontend/review/review.html", context, status=status)
