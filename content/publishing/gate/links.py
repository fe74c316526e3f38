"""The gate on links: those typed as addresses of the guide, in a text or as where a
line leads, arrive at a page and at its block."""

import re
from collections.abc import Iterator

from django.conf import settings

from content.fields import ProseField, ReferenceField, ReferenceListField
from content.publishing.gate.pages import Site
from content.publishing.snapshot_data import Drafts
from content.records import schema
from content.records.word_diff import compared_fields

TYPED_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)


def dead_links(site: Site, drafts: Drafts) -> list[str]:
    """The links of these texts that lead nowhere."""
    faults = []
    for (kind, slug), record in drafts.items():
        entry = site.entry(kind, slug) if record is not None else None
        if entry is None:
            continue
        page = entry.address.partition("#")[0]
        for label, target in _targets(schema.kinds()[kind], record):
            wrong = wrong_link(site, target, page)
            if wrong:
                faults.append(f"« {slug} », {label} : le lien « {target} » {wrong}")
    return faults


def _targets(model, record) -> Iterator[tuple[str, str]]:
    for field in compared_fields(model, record):
        if isinstance(field.part, ProseField):
            yield from (
                (field.label, target) for target in TYPED_LINK.findall(field.value)
            )
        elif isinstance(field.part, ReferenceField):
            if field.value.startswith("/"):
                yield field.label, field.value
        elif isinstance(field.part, ReferenceListField):
            yield from ((field.label, v) for v in field.value if v.startswith("/"))


def prose_targets(text: str) -> list[str]:
    """The targets of the links of a text."""
    return TYPED_LINK.findall(text)


def wrong_link(site: Site, target: str, page: str) -> str:
    """What is wrong with a link typed on a page; nothing for other sites, which
    « check_links » asks."""
    if target.startswith("//"):
        return "n'est pas une adresse : écrire « https: » devant."
    if SCHEME.match(target) or target.startswith(settings.STATIC_URL):
        return ""
    address, _, anchor = target.partition("#")
    if address and not address.startswith("/"):
        return "n'est pas une adresse : écrire « https://… » ou « /guide/… »."
    wrong, text = site.read(address or page)
    if wrong:
        return "ne mène à aucune page."
    if anchor and text and f'id="{anchor}"' not in text:
        return f"mène à un bloc inconnu, « {anchor} »."
    return ""
