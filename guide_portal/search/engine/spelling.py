"""The words of the guide, to complete and correct what is typed. Pure."""

from bisect import bisect_left

from rapidfuzz.distance import DamerauLevenshtein as Distance
from rapidfuzz.process import extract

from guide_portal.search.engine.analysis import STOP_WORDS, stem
from guide_portal.search.engine.lexicon import is_french
from guide_portal.search.engine.phonetics import sound

MAX_COMPLETIONS = 40
SAME_START = 7  # letters: a shorter word is never corrected on its first letter


class Vocabulary:
    """Every folded word of the documents, with its stem."""

    def __init__(self, words: set[str]) -> None:
        self.stems = {word: stem(word) for word in words}
        self.sorted = sorted(words)
        self.by_length: dict[int, list[str]] = {}
        self.by_sound: dict[str, list[str]] = {}
        for word in self.sorted:
            if word.isalpha() and len(word) > 3:
                self.by_length.setdefault(len(word), []).append(word)
                self.by_sound.setdefault(sound(word), []).append(word)

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
        lengths = range(len(word) - allowed, len(word) + allowed + 1)
        near = [w for length in lengths for w in self.by_length.get(length, ())]
        if len(word) < SAME_START:
            near = [w for w in near if w[0] == word[0]]
        close = extract(
            word, near, scorer=Distance.distance, score_cutoff=allowed, limit=8
        )
        if not close:
            return self._same_sound(word)
        best = min(distance for _, distance, _ in close)
        found = {self.stems[w]: int(d) for w, d, _ in close if d == best}
        return found, str(close[0][0])

    def _same_sound(self, word: str) -> tuple[dict[str, int], str | None]:
        """The words that sound alike, as far away as two faults."""
        found = self.by_sound.get(sound(word), []) if len(sound(word)) > 2 else []
        return {self.stems[w]: 2 for w in found}, found[0] if found else None
