"""Search as data: for partners, and for the address bar of a browser."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from content.operations.redaction import is_personal, without_personal
from content.pages.http import ANYONE, Request, absolute, reading_page
from content.snapshot import store
from guide_portal.search.guide_index import search

SUGGESTIONS = 6


def asked_query(request: HttpRequest) -> tuple[str, bool]:
    """The query without what could name a person; whether something was left out."""
    typed = request.GET.get("q", "")[:200]
    return (without_personal(typed), True) if is_personal(typed) else (typed, False)


@reading_page
def completions(request: Request) -> HttpResponse:
    """The same for the address bar of a browser, as OpenSearch describes it."""
    query, _ = asked_query(request)
    answer = search(store.current_snapshot(), query)
    shown = [*answer.results, *answer.near][:SUGGESTIONS]
    titles, labels = [r.title for r in shown], [r.rubrique for r in shown]
    addresses = [absolute(request, r.url) for r in shown]
    kind = "application/x-suggestions+json"
    data = [query, titles, labels, addresses]
    return JsonResponse(data, safe=False, content_type=kind)


@reading_page
def results_as_data(request: Request) -> HttpResponse:
    query, _ = asked_query(request)
    data = search(store.current_snapshot(), query).as_data()
    return JsonResponse(data, headers=ANYONE)
