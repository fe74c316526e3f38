"""Context processor, the frame of every page: the rubriques, the service notices."""

from typing import Any
from urllib.parse import quote

from django.urls import reverse

from content.pages.http import Request
from content.snapshot import store

RUBRIQUES = ("creation", "demarches", "suivi", "depannage")
MENU = (*RUBRIQUES, "contacts")
# pages of no entry of the guide, by the names of their addresses
STANDALONE = "code files roadmap news offline partners booklet meeting".split()
STANDALONE += ["sources", "receipt"]


def frame(request: Request) -> dict[str, Any]:
    """The menu and the service notices of the whole site, from the snapshot; nothing
    before the first publication."""
    try:
        snapshot = store.current_snapshot()
    except store.NoSnapshotError:
        return {"menu": [], "alerts": []}
    everywhere = [alert for alert in snapshot.alerts if alert["everywhere"]]
    return {"menu": snapshot.named(list(MENU)), "alerts": everywhere}


def standalone_pages() -> list[str]:
    """The addresses of the pages that are no entry of the guide, chapters included."""
    chapters = [reverse("chapter", args=[slug]) for slug in MENU]
    return [*map(reverse, STANDALONE), *chapters]


def shared_pages(snapshot, entry):
    """The pages that tell of every text: the gate of publication renders them."""
    yield from (
        "/",
        "/plan-du-site/",
        "/recherche/suggestions/?q=" + quote(entry.title),
    )
    root = snapshot.root(entry.slug if entry.kind == "section" else entry.section)
    if root:
        yield root.address
    chapter = root.slug if root and root.slug in MENU else ""
    yield f"/imprimer/{chapter}/" if chapter else "/imprimer/"
