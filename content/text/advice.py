"""Advice on a text: something that could be better, and where. Pure."""

from typing import NamedTuple


class Advice(NamedTuple):
    """Something that could be better, in French; `place` as staff know it."""

    place: str
    message: str
