"""The gate on pages: what a change touches, rendered before it is published, by the
real views on the snapshot to be."""

import logging
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string
from django_htmx.middleware import HtmxDetails

from content.publishing.snapshot_data import Drafts
from content.records import schema
from content.snapshot import store
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot

logger = logging.getLogger("guide.gate")
ANSWERS_OF_A_PAGE = (200, 301, 302, 410)
Touched = Callable[[Snapshot, Entry], Iterable[str]]


class _Request(HttpRequest):
    """A reader's request, from nowhere."""

    def __init__(self, address: str) -> None:
        super().__init__()
        path, _, query = address.partition("?")
        self.method, self.path, self.path_info = "GET", path, path
        self.GET = QueryDict(query)
        self.META = {"QUERY_STRING": query, "SERVER_NAME": "guide", "SERVER_PORT": "80"}
        self.htmx = HtmxDetails(self)

    def get_host(self) -> str:
        return "guide"


class Site:
    """The pages of a snapshot, each rendered once when it is asked."""

    def __init__(self, snapshot: Snapshot | None) -> None:
        self.snapshot = snapshot
        self._seen: dict[str, tuple[str, str]] = {}

    def read(self, address: str) -> tuple[str, str]:
        """(what is wrong with an address, its page)."""
        if address not in self._seen:
            self._seen[address] = self._render(address)
        return self._seen[address]

    def _render(self, address: str) -> tuple[str, str]:
        assert self.snapshot is not None
        request = _Request(address)
        try:
            match = resolve(request.path, settings.ROOT_URLCONF)
            request.resolver_match = match
            with store.showing(self.snapshot):
                answer = match.func(request, *match.args, **match.kwargs)
        except (Http404, Resolver404):
            return "page introuvable", ""
        except Exception as error:
            logger.warning("refused: %s would fail", address, exc_info=True)
            return f"{type(error).__name__} : {error}", ""
        if answer.status_code not in ANSWERS_OF_A_PAGE:
            return f"réponse {answer.status_code}", ""
        return "", answer.content.decode()

    def entry(self, kind: str, slug: str) -> Entry | None:
        assert self.snapshot is not None
        if kind == "term":
            return self.snapshot.terms.get(slug)
        if kind == "synonym":
            return next((e for e in self.snapshot.synonyms if e.slug == slug), None)
        return self.snapshot.entry(slug)


def unreadable_pages(site: Site, drafts: Drafts) -> list[str]:
    """The pages that show these texts, or lead to them, and would not answer."""
    faults = []
    for address, owner in _addresses(site, drafts).items():
        wrong, _ = site.read(address)
        if wrong:
            page = address.partition("?")[0]
            faults.append(f"« {owner} » : {page} ne s'afficherait plus ({wrong}).")
    return faults


def _addresses(site: Site, drafts: Drafts) -> dict[str, str]:
    found: dict[str, str] = {}
    for (kind, slug), record in drafts.items():
        for address in _shown_on(site, kind, slug, record):
            found.setdefault(address, slug)
    return found


def _shown_on(site: Site, kind: str, slug: str, record) -> Iterator[str]:
    entry = site.entry(kind, slug) if record is not None else None
    if record is not None and entry is None:
        yield schema.kinds()[kind].address_of(record).partition("#")[0]
    if entry and site.snapshot:
        yield entry.address.partition("#")[0]
        for name in settings.PAGES_OF_A_TEXT:
            touched: Touched = import_string(name)
            yield from touched(site.snapshot, entry)
