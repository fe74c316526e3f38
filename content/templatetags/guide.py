"""Template tags that every template has: scripts with integrity, data blocks, French
dates."""

import base64
import datetime
import hashlib
import json
import re
from functools import cache
from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime

from content.models import PublishedSource, Source
from content.models.sources import OLD
from content.pages.citations import Citation
from content.text.french import newest_day, of_the, years_old
from content.text.markup import typography

register = template.Library()
register.filter("spaced", typography)
register.filter(of_the)  # « à compter du changement »
CHANGED = SafeString('<span class="changed">Modifié depuis votre lien</span>')
TROUBLED = SafeString('<span class="changed">Perturbation en cours</span>')
SAFE_IN_DATA = "/:=.,()-"
IN_SCRIPT = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@cache
def integrity(served: str) -> str:
    """The digest of a file under the name it is served."""
    with staticfiles_storage.open(served) as file:
        digest = hashlib.sha384(file.read()).digest()
    return "sha384-" + base64.b64encode(digest).decode()


@register.filter
def unbroken(title: str) -> SafeString:
    """A title whose « est-il » and « rendez-vous » stay on one line."""
    parts = re.split(r"(\w+(?:-\w+)+)", title)
    return format_html_join(
        "",
        "{}{}{}",
        (
            (SafeString('<span class="nb">'), part, SafeString("</span>"))
            if place % 2
            else ("", part, "")
            for place, part in enumerate(parts)
        ),
    )


@register.simple_tag
@cache
def inlined(name: str) -> str:
    """A small static file as a `data:` address: a request spared to each first view."""
    text = (settings.BASE_DIR / f"static/{name}").read_text("utf-8").strip()
    return f"data:image/svg+xml,{quote(text, safe=SAFE_IN_DATA)}"


@register.simple_tag
def script(name: str, module: bool = False) -> SafeString:
    """A deferred script whose content the browser checks."""
    served = getattr(staticfiles_storage, "stored_name", lambda name: name)(name)
    return format_html(
        '<script src="{}" integrity="{}" {}></script>',
        staticfiles_storage.url(name),
        integrity(served),
        SafeString('type="module"' if module else "defer"),
    )


@register.simple_tag
def later(name: str, module: bool = False, needed: str = "later") -> SafeString:
    """A script that `page.js` asks for when a hand reaches for what needs it."""
    served = getattr(staticfiles_storage, "stored_name", lambda name: name)(name)
    return format_html(
        '<meta name="{}" content="{}" data-integrity="{}"{}>',
        needed,
        staticfiles_storage.url(name),
        integrity(served),
        SafeString(" data-module" if module else ""),
    )


@register.simple_tag
def data_block(data: object) -> SafeString:
    """A JSON-LD block: data, not script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return format_html(
        '<script type="application/ld+json">{}</script>',
        SafeString(text.translate(IN_SCRIPT)),
    )


@register.simple_tag(takes_context=True)
def anchors(context: template.Context, line: dict[str, Any]) -> SafeString:
    """Where the former keys of a block arrive, which printed links still name; and
    whether the block changed since the visitor's link was made."""
    keys = ((key,) for key in line["former"])
    former = format_html_join("", '<span class="former" id="{}"></span>', keys)
    age = context.get("age")
    alerts = context.get("alerts_here") or ()
    marks = former + (CHANGED if age and line["key"] in age.keys else SafeString(""))
    troubled = any(alert["block"] == line["key"] for alert in alerts)
    return marks + (TROUBLED if troubled else SafeString(""))


@register.simple_tag(takes_context=True)
def cite(context: template.Context, names: list[str]) -> SafeString:
    """The numbers of these sources on the page, each leading to the foot of it; and
    how old what they say is."""
    known = context.get("citations") or {}
    cited = [known[name] for name in names if name in known]
    found = ((one.number, one.number, one.number) for one in cited)
    links = format_html_join(
        " ", '<a href="#_source-{}" aria-label="source {}">{}</a>', found
    )
    if not links:
        return links
    years = age_of([one.source for one in cited])
    told = format_html(' <span class="old">(il y a {} ans)</span>', years)
    return format_html(
        '<sup class="cite">{}</sup>{}', links, told if years else SafeString("")
    )


@register.simple_tag(takes_context=True)
def old(context: template.Context, names: list[str]) -> str:
    """« , il y a 6 ans » where the sources have no number on the page, else nothing."""
    known = context.get("citations") or {}
    years = age_of([known[name].source for name in names if name in known])
    return f", il y a {years} ans" if years else ""


@register.simple_tag(takes_context=True)
def told_by(context: template.Context, names: list[str]) -> str:
    """« : ameli.fr, 03/07/2020, il y a 6 ans » where no list of sources follows."""
    known = context.get("citations") or {}
    sources = [known[name].source for name in names if name in known]
    told = [
        source.name
        if source.nature == Source.Nature.HOUSE
        else f"{source.name}, {source.dated}{aged(source.dated)}"
        for source in sources
    ]
    return "\u00a0: " + "\u00a0; ".join(told) if told else ""


def age_of(sources: list[PublishedSource]) -> int:
    """The age of the newest of these sources that has a date, 0 when it is not old."""
    dated = [source for source in sources if newest_day(source.dated)]
    return min((source.age for source in dated), default=0)


@register.filter
def at(cited: dict[str, Citation], name: str) -> PublishedSource | None:
    """The source of that name among those a page cites."""
    return cited[name].source if name in cited else None


@register.filter
def iso_day(text: str) -> str:
    """« 14 avril 2025 » for `2025-04-14`."""
    return day(datetime.date.fromisoformat(text))


@register.filter
def aged(text: str) -> str:
    """« , il y a 6 ans » for what is dated of two years ago or more, else nothing."""
    years = years_old(text, datetime.date.today())
    return f", il y a {years} ans" if years >= OLD else ""


@register.filter
def day(moment: datetime.date) -> str:
    """« 1er décembre 2026 »."""
    if isinstance(moment, datetime.datetime) and is_aware(moment):
        moment = localtime(moment)
    first = "1er" if moment.day == 1 else str(moment.day)
    return f"{first} {format_date(moment, 'F Y')}"
