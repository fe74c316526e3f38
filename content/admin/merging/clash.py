"""What two editors both changed, and is asked for."""

from typing import NamedTuple

CHOICE = "choice-"  # before the name of a field: whose text is wanted
MINE, THEIRS = "mine", "theirs"
PLACE = "place"


class Clash(NamedTuple):
    """A field that both editors changed."""

    name: str
    label: str
    theirs: str
    mine: str
    choice: str
