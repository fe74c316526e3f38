"""Phrasings that find another page than their own: `python -m bench.search.phrasings`.

Each is asked as it stands, in the index that holds it: another page first means that
one of the two says what belongs to the other.
"""

from content.snapshot import store
from guide_portal.search.corpus import corpus
from guide_portal.search.guide_index import build


def main() -> None:
    snapshot = store.current_snapshot()
    index = build(snapshot)
    total = stolen = 0
    for slug, one in corpus(snapshot).items():
        for text in one.document.phrasings:
            total += 1
            found = index.search(text)
            first = [m.slug for m in (*found.aside, *found.matches, *found.near)][:3]
            if first[:1] != [slug]:
                stolen += 1
                print(f"{slug}: « {text} » → {', '.join(first)}")
    print(f"{stolen} of {total} phrasings find another page first")


if __name__ == "__main__":
    main()
