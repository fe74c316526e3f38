"""Repair of addresses that a message, a printer or a hand spoiled: cleaned once, and
when the result names one page of the site, that page."""

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import quote, unquote

from django.urls import Resolver404, resolve, reverse

from content.snapshot.model import Snapshot

# what stands around an address in a sentence or a message
AROUND = " \t.,;:!?…)]}>»”’\"'*_~|\\«“‘([{<`-"
ENDINGS = re.compile(r"(?:/(?:amp|index\.(?:html?|php))|\.(?:html?|php|aspx?))/?$")
SPOKEN = {"/accueil/": "/", "/index/": "/", "/contact/": "/contacts/"}


class Repaired(NamedTuple):
    """The parts of an address as it was meant: `path` is cleaned, the others are what
    was glued to it (« %23etapes », « %3Fedition=1 »)."""

    path: str
    query: str
    anchor: str


def repaired(snapshot: Snapshot, path: str) -> str:
    """The address that a lost path meant, "" when it names no page of this site."""
    meant = cleaned(path)
    if meant.path == "/" and not path.casefold().startswith("/index"):
        return ""
    found = _page(snapshot, meant.path)
    if not found or found == path:
        return ""
    page, _, own = found.partition("#")
    query = f"?{meant.query}" if meant.query else ""
    anchor = own or meant.anchor
    return page + query + (f"#{anchor}" if anchor else "")


def cleaned(path: str) -> Repaired:
    """The path without what was glued to it, in the form of our own addresses.

    >>> cleaned("/Guide/Changer_Adresse).")
    Repaired(path='/guide/changer-adresse/', query='', anchor='')
    >>> cleaned("/guide/changer-adresse/%3Fedition=1%23etapes")
    Repaired(path='/guide/changer-adresse/', query='edition=1', anchor='etapes')
    """
    text = unquote(unquote(path))
    text = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text)
        if unicodedata.category(sign) not in ("Cf", "Cc", "Mn")
    )
    text, _, anchor = text.partition("#")
    text, _, query = text.partition("?")
    text = re.split(r"[&;](?:amp;)?\w+=", text)[0]
    text = text.replace("\\", "/").strip(AROUND + "/")
    text = ENDINGS.sub("", "/" + text.casefold()).strip(AROUND + "/")
    parts = (re.sub(r"[\s_+]+", "-", p.strip(AROUND)) for p in text.split("/"))
    kept = "/".join(part for part in parts if part)
    edition = re.search(r"\bedition=(\d{1,9})\b", query)
    anchor = re.sub(r"[^a-z0-9-].*", "", anchor.casefold())
    clean = f"/{kept}/" if kept else "/"
    return Repaired(clean, edition.group() if edition else "", anchor)


def _page(snapshot: Snapshot, path: str) -> str:
    """The address of what a clean path names, with its anchor; "" when of nothing."""
    path = SPOKEN.get(path, path)
    *_, name = path.strip("/").split("/")
    entry = snapshot.entry(name) or snapshot.aliases.get(name)
    if path == f"/lexique/{name}/":
        return f"{reverse('glossary')}#{name}" if name in snapshot.terms else ""
    try:
        match = resolve(path)
    except Resolver404:
        file = path.rstrip("/")
        return file if _is_file(file) else entry.address if entry else ""
    slug = match.kwargs.get("slug")
    if slug is None:
        return quote(path)
    if slug == name:
        return entry.address if entry else ""
    return path if snapshot.entry(slug) else ""


def _is_file(path: str) -> bool:
    """« /sitemap.xml. »: an address of ours that ends without a slash."""
    try:
        return "slug" not in resolve(path).kwargs
    except Resolver404:
        return False
