"""Static export: the whole public site as files that any web server can serve: every
page, every outcome of every eligibility check, the search as a list."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from content.snapshot import store
from guide_portal.navigation import standalone_pages
from guide_portal.roadmap.resolution import FICHES
from guide_portal.sharing.crawlers import pages_that_stay
from procedures.page_links import check_address, tool_base, tools_of
from procedures.rules.chains import way_to

MACHINE_ADDRESSES = (
    *("/robots.txt", "/.well-known/security.txt", "/sitemap.xml", "/opensearch.xml"),
    *("/actualites.atom", "/manifest.webmanifest", "/sw.js", "/hors-ligne.json"),
    "/hors-ligne/outils.json",
    *("/donnees/fiches.json", "/donnees/openapi.json", "/llms.txt"),
)
MAX_ANSWERS = 400  # combinations of one table


class IncompleteExportError(Exception):
    """An address that did not answer, in French."""


def site_addresses() -> Iterator[str]:
    """Every public address without a query."""
    snapshot = store.current_snapshot()
    yield from pages_that_stay(snapshot)
    yield from standalone_pages()
    yield from MACHINE_ADDRESSES
    yield reverse("search")
    for entry in snapshot.pages.values():
        yield from tools_of(entry)
        yield reverse("qr", args=[entry.slug])
        if entry.kind in FICHES:
            yield reverse("card", args=[entry.slug])
            yield reverse("page_data", args=[entry.slug])


class ExportedOutcome(NamedTuple):
    """A set of answers of a check: its page, the query that gives it, its words."""

    check: str
    page: str
    query: str
    words: str


def outcomes() -> Iterator[ExportedOutcome]:
    """Every set of answers of every check."""
    for entry in store.current_snapshot().pages.values():
        checks = entry.record.get("checks", [])
        for check in checks:
            before = list(way_to(check, checks).items())
            asked = [[(q, a) for a in q["answers"]] for q in check["questions"]]
            # of a larger table, the first: all would weigh more than the rest
            for given in itertools.islice(itertools.product(*asked), MAX_ANSWERS):
                base = check_address(entry)
                pairs = [(q["key"], a["key"]) for q, a in given]
                name = "/".join(f"{q}-{a}" for q, a in pairs)
                words = " ; ".join(f"{q['text']} {a['label']}" for q, a in given)
                query = f"{base}?{urlencode(before + pairs)}"
                yield ExportedOutcome(base, f"{base}{name}/", query, words)


def export_site(folder: Path) -> dict[str, int]:
    """Writes every file; how many of each sort. Raises Incomplete."""
    # the pages are asked of Django itself: what is exported is what is served
    client = Client(headers={"host": _host()})
    done = {"pages": 0, "résultats": 0, "redirections": 0}
    for address in dict.fromkeys(site_addresses()):
        _write(folder, address, _get(client, address))
        done["pages"] += 1
    for check, found in itertools.groupby(outcomes(), key=lambda one: one.check):
        listed = list(found)
        for one in listed:
            _write(folder, one.page, _get(client, one.query))
        done["résultats"] += len(listed)
        _write(folder, check, _with_list(_get(client, check), listed))
    for slug, entry in store.current_snapshot().aliases.items():
        _write(folder, f"{tool_base(entry).rsplit('/', 2)[0]}/{slug}/", _door(entry))
        done["redirections"] += 1
    _copy_static(folder)
    lost = client.get("/cette-page-nexiste-pas/")
    (folder / "404.html").write_bytes(lost.content)
    return done


def _host() -> str:
    """The host that the pages name: the public one, else this machine."""
    public = re.sub(r"^https?://", "", settings.PUBLIC_ADDRESS)
    return public if public in settings.ALLOWED_HOSTS else settings.ALLOWED_HOSTS[0]


def _get(client: Client, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise IncompleteExportError(f"{address} répond {answer.status_code}.")
    return answer.content


def _write(folder: Path, address: str, body: bytes) -> None:
    path = folder / address.lstrip("/")
    path = path / "index.html" if address.endswith("/") else path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def _with_list(page: bytes, listed: list[ExportedOutcome]) -> bytes:
    """The page of a check with a link to each outcome: no server judges there."""
    links = format_html_join(
        "", '<li><a href="{}">{}</a></li>', ((one.page, one.words) for one in listed)
    )
    added = format_html(
        '<div class="wide"><section><h2>Toutes les réponses</h2>'
        '<ul class="bullets">{}</ul></section></div></main>',
        links,
    )
    return page.replace(b"</main>", added.encode(), 1)


def _door(entry) -> bytes:
    """A page that leads on, where the server cannot be told to."""
    return format_html(
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        '<meta http-equiv="refresh" content="0; url={0}"><link rel="canonical" '
        'href="{0}"><title>{1}</title></head><body><a href="{0}">{1}</a></body></html>',
        entry.address,
        entry.title,
    ).encode()


def _copy_static(folder: Path) -> None:
    """The static files, with their compressed twins."""
    for path in settings.STATIC_ROOT.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            target = folder / "static" / path.relative_to(settings.STATIC_ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
