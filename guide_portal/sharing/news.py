"""Changelog of the guide and its Atom feed: what was published, by month."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localtime

from content.pages.http import ANYONE, Request, absolute, crumbs, reading_page
from content.pages.publications import MANY_NEW_PAGES, items, real_changes
from content.snapshot import store
from content.snapshot.model import Snapshot

FEED = 50
AUTHOR_NAME = "Guide du compte ameli"


def lasting_id(name: str) -> str:
    """The identifier of an entry of the feed, the same under any host.

    >>> lasting_id("changer-adresse-2")
    'urn:uuid:38afad64-8233-5d24-af3c-f01927e31dc5'
    """
    return uuid5(NAMESPACE_URL, f"guide-compte-ameli/{name}").urn


def _months(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """By month, then by day: the items, or how many pages opened that day."""
    found = items(snapshot)
    opened = Counter(localtime(i.news.on).date() for i in found if i.news.edition == 1)
    for month, group in groupby(
        found, key=lambda i: localtime(i.news.on).strftime("%Y-%m")
    ):
        days = []
        for day, same in groupby(group, key=lambda i: localtime(i.news.on).date()):
            many = opened[day] if opened[day] > MANY_NEW_PAGES else 0
            told = [i for i in same if not many or i.news.edition > 1]
            days.append({"day": day, "opened": many, "items": told})
        yield {"key": month, "day": days[0]["day"], "days": days}


def months(snapshot: Snapshot) -> Any:
    return list(_months(snapshot))


@reading_page
def news(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    context = {
        "months": snapshot.derived(months),
        "edition": snapshot.number,
        "crumbs": crumbs(),
    }
    return render(request, "sharing/news.html", context)


@reading_page
def feed(request: Request) -> HttpResponse:
    """The same for a feed reader, each change at the address of its edition."""
    found = Atom1Feed(
        title="Guide du compte ameli : nouveautés",
        link=absolute(request, reverse("news")),
        description="Les fiches publiées et mises à jour.",
        feed_url=absolute(request, "/actualites.atom"),
        language="fr",
        author_name=AUTHOR_NAME,
        feed_guid=lasting_id("actualites"),
    )
    for item in real_changes(store.current_snapshot())[:FEED]:
        page, _, anchor = item.url.partition("#")
        mark = f"?edition={item.news.edition}" + (f"#{anchor}" if anchor else "")
        address = absolute(request, page + mark if page else reverse("news"))
        found.add_item(
            title=f"{item.what} : {item.title}",
            link=address,
            description=item.news.note or item.what,
            unique_id=lasting_id(f"{item.news.slug}-{item.news.edition}"),
            author_name=AUTHOR_NAME,
            updateddate=item.news.on,
            pubdate=item.news.on,
        )
    text = found.writeString("utf-8")
    kind = "application/atom+xml; charset=utf-8"
    return HttpResponse(text, content_type=kind, headers=ANYONE)
