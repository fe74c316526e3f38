"""How a query was understood, told to who typed it: its words as the guide writes
them, and one sentence in its own language."""

import re
from collections import Counter

from content.snapshot.model import Snapshot
from guide_portal.search.corpus import corpus
from guide_portal.search.engine.analysis import fold, tokens, tokens_of
from guide_portal.search.engine.lexicon import is_french

WORD_PARTS = re.compile(r"(\w+)")


def foreign_vocabulary(snapshot: Snapshot) -> dict[str, list[dict[str, str]]]:
    """The words that are of other languages alone, with what is said in them."""
    found: dict[str, list[dict[str, str]]] = {}
    for entry in snapshot.languages:
        told = {"code": entry.slug, "sentence": entry.record["sentence"]}
        for word in {w for words in entry.record["words"] for w in tokens(words)}:
            if len(word) > 2 and not is_french(word):
                found.setdefault(word, []).append(told)
    return found


def language_of(snapshot: Snapshot, query: str) -> dict[str, str] | None:
    """What is said to who typed words of another language."""
    known = snapshot.derived(foreign_vocabulary)
    votes: Counter[str] = Counter()
    told = {}
    for word in tokens(query):
        for language in known.get(word, ()):
            votes[language["code"]] += 1
            told[language["code"]] = language
    return told[votes.most_common(1)[0][0]] if votes else None


def spellings(snapshot: Snapshot) -> dict[str, str]:
    """Each folded word of the guide as the guide writes it, accents included."""
    documents = [one.document for one in snapshot.derived(corpus).values()]
    written: dict[str, None] = {}
    for one in documents:  # the words of all at once would take some megabytes
        for text in (*one.keywords, one.title, one.body):
            written |= dict.fromkeys(WORD_PARTS.findall(text))
    words = [word for word in written if word.islower()]
    found: dict[str, str] = {}
    for word, folded in zip(words, tokens_of(words), strict=True):
        found.setdefault(" ".join(folded), word)
    return found


def rewritten(query: str, changed: dict[str, str], snapshot: Snapshot) -> str | None:
    """The query as it was understood, in good French; None when no word changed."""
    if not changed:
        return None
    known = snapshot.derived(spellings)
    words = WORD_PARTS.split(query)
    better = [changed.get(fold(word)) for word in words]
    if not any(better):
        return None
    return "".join(
        known.get(new, new) if new else old
        for old, new in zip(words, better, strict=True)
    )
