"""The words of the guide, to complete and correct what is typed. Pure."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from guide_portal.search.engine.analysis import STOP_WORDS, stem
from guide_portal.search.engine.lexicon import is_french
from guide_portal.search.engine.phonetics import sound, sounds

MAX_COMPLETIONS = 40
SAME_START = 7  # letters: a shorter word is never corrected on its first letter
MAX_CORRECTIONS = 8  # words as near as one another


class Vocabulary:
    """Every folded word of the documents, with its stem."""

    def __init__(self, words: set[str]) -> None:
        self.stems = {word: stem(word) for word in words}
        self.sorted = sorted(words)
        self.by_length: dict[int, list[tuple[str, int]]] = {}
        for word in self._spelt():
            bits = letter_bits(word)
            self.by_length.setdefault(len(word), []).append((word, bits))

    def _spelt(self) -> list[str]:
        """The words that may be misspelt."""
        return [word for word in self.sorted if word.isalpha() and len(word) > 3]

    @cached_property
    def by_sound(self) -> dict[str, list[str]]:
        """The words of each sound: 5 ms, and only for a word that nothing explains."""
        found: dict[str, list[str]] = {}
        spelt = self._spelt()
        for word, key in zip(spelt, sounds(spelt), strict=False):
            found.setdefault(key, []).append(word)
        return found

    def __contains__(self, word: str) -> bool:
        return word in self.stems

    def rejoin(self, typed: list[str]) -> list[str]:
        """Words cut in two brought together, words stuck together cut.

        >>> words = Vocabulary({"franceconnect", "carte", "vitale"})
        >>> words.rejoin(["france", "connect", "cartevitale"])
        ['franceconnect', 'carte', 'vitale']
        """
        found: list[str] = []
        for word in typed:
            if found and found[-1] + word in self:
                found[-1] += word
            elif word not in self and len(word) >= 7:
                found += self._split(word)
            else:
                found.append(word)
        return found

    def _split(self, word: str) -> list[str]:
        for cut in range(3, len(word) - 2):
            left, right = word[:cut], word[cut:]
            if left in self and right in self and not {left, right} & STOP_WORDS:
                return [left, right]
        return [word]

    def completions(self, start: str) -> set[str]:
        """The stems of the words that begin so."""
        first = bisect_left(self.sorted, start)
        nearby = self.sorted[first : first + MAX_COMPLETIONS]
        return {self.stems[word] for word in nearby if word.startswith(start)}

    def corrections(self, word: str) -> tuple[dict[str, int], str | None]:
        """The stems of the nearest words with their distance, and the nearest word:
        one fault from 4 letters, two from 8."""
        if is_french(word):
            return {}, None
        allowed = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
        if not allowed or not word.isalpha():
            return {}, None
        close = [
            (edits_between(word, near, allowed), near)
            for near in self._near(word, allowed)
        ]
        best = min((faults for faults, _ in close), default=allowed + 1)
        if best > allowed:
            return self._same_sound(word)
        words = [near for faults, near in close if faults == best][:MAX_CORRECTIONS]
        return {self.stems[near]: best for near in words}, words[0]

    def _near(self, word: str, allowed: int) -> Iterator[str]:
        """The words that may be so many faults away: of about its length, and of about
        its letters, since a fault adds one and loses one at most."""
        own = letter_bits(word)
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for near, held in self.by_length.get(length, ()):
                added, lost = held & ~own, own & ~held
                if (
                    added.bit_count() <= allowed
                    and lost.bit_count() <= allowed
                    and (len(word) >= SAME_START or near[0] == word[0])
                ):
                    yield near

    def _same_sound(self, word: str) -> tuple[dict[str, int], str | None]:
        """The words that sound alike, as far away as two faults."""
        found = self.by_sound.get(sound(word), []) if len(sound(word)) > 2 else []
        return {self.stems[w]: 2 for w in found}, found[0] if found else None


def letter_bits(word: str) -> int:
    """The letters of a folded word, a bit for each of the alphabet."""
    held = 0
    for letter in word:
        held |= 1 << (ord(letter) & 31)
    return held


def edits_between(one: str, other: str, most: int) -> int:
    """The faults between two words: a letter added, lost, changed, or two neighbours
    swapped (optimal string alignment); one more than `most` when there are more.

    The table of edits is made column by column, its rows being the bits of a number
    (H. Hyyrö, 2003).

    >>> [edits_between("carte", word, 2) for word in ("carde", "catre", "ca", "vitale")]
    [1, 1, 3, 3]
    """
    if not one:
        return min(len(other), most + 1)
    places: dict[str, int] = {}
    for place, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << place
    rows, last, faults = (1 << len(one)) - 1, len(one) - 1, len(one)
    # rows with a fault more, or less, than the row above; no more than before on the
    # diagonal; the letter of the column
    more, less, kept, held = rows, 0, 0, 0
    for letter in other:
        before, held = held, places.get(letter, 0)
        swapped = (~kept & held) << 1 & before
        kept = (((held & more) + more ^ more) | held | less | swapped) & rows
        # the same of the row, compared with the column before
        further, nearer = less | rows & ~(kept | more), kept & more
        faults += (further >> last & 1) - (nearer >> last & 1)
        further = further << 1 | 1
        more, less = rows & (nearer << 1 | ~(kept | further)), kept & further
    return min(faults, most + 1)
