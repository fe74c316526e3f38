"""Style checker: what plain writing would change. Nothing here is refused."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings

from content.fields import AddressField, ProseField
from content.models import Publishable, Recorded, Term
from content.records.word_diff import compared_fields
from content.text.addresses import parts_of
from content.text.advice import Advice

LONG = 30  # words of a sentence
ACRONYM = re.compile(r"\b[A-ZÉÈ]{3,}\b")
SENTENCE = re.compile(r"[.!?…]\s+")
HERE = re.compile(r"cliqu\w+ ici|en cliquant ici|\[ici\]", re.I)
LINK = re.compile(r"https?://[^\s)\]]+")


def advice(
    model: type[Recorded], record: dict[str, Any], known: set[str]
) -> list[Advice]:
    """Everything that could be better in a text; `known`: the words of the lexique."""
    found = list(_texts(model, record))
    told = [Advice(p, m) for p, text in found for m in _of_text(text, known)]
    root = model if issubclass(model, Publishable) else Publishable
    return told + list(root.advise(record, [text for _, text in found]))


def is_known(host: str) -> bool:
    """Whether texts may name this site without a word, and links be asked of it."""
    return any(host == h or host.endswith("." + h) for h in settings.KNOWN_HOSTS)


def explained_words(term: Mapping[str, Any]) -> set[str]:
    """The words that a term of the lexique explains."""
    names = [term["term"], term.get("expansion", "")]
    names += term.get("synonyms", []) + term.get("marks", [])
    return set(" ".join(names).split())


def known_words() -> set[str]:
    """All those of the lexique as it stands at the desk."""
    terms = Term.objects.values("term", "expansion", "synonyms", "marks")
    return {word for term in terms for word in explained_words(term)}


def _texts(model: type[Recorded], record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is written to be read, with its place."""
    for field in compared_fields(model, record):
        prose = isinstance(field.part, (ProseField, AddressField))
        if prose or field.name in ("title", "summary"):
            yield field.label, field.value


def _of_text(text: str, known: set[str]) -> Iterator[str]:
    for sentence in SENTENCE.split(text):
        if (number := len(sentence.split())) > LONG:
            yield f"phrase de {number} mots : la couper."
    for acronym in dict.fromkeys(ACRONYM.findall(text)):
        if acronym not in known:
            yield f"« {acronym} » n'est pas au lexique : l'écrire en entier."
    if HERE.search(text):
        yield "« cliquez ici » : dire où mène le lien."
    if '"' in text:
        yield 'guillemets droits " : écrire « ».'
    for address in LINK.findall(text):
        host = parts_of(address).hostname or ""
        if address.startswith("http:"):
            yield f"{address} : écrire https."
        if not is_known(host):
            yield f"site inconnu {host} : à faire vérifier."
