"""What was read of a file, with its place, and what is to be corrected there. Pure."""

from difflib import get_close_matches
from typing import Any, NamedTuple


class FileError(NamedTuple):
    """One thing to correct; line and column count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class Node(NamedTuple):
    """A value with its place. `value` is text, a whole number, true, false, None, a
    list of nodes or a dict of nodes; a value under a key has the place of its key."""

    value: Any
    line: int
    column: int

    def plain(self) -> Any:
        """The same without places."""
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value


def suggestion(word: str, known: Any) -> str:
    """« Vouliez-vous dire… ? » for the nearest known word, or nothing."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f" Vouliez-vous dire « {near[0]} » ?" if near else ""
