"""The front, asked in here."""

from functools import partial

import pytest

from tests.support.serving.front import ask as ask_front
from tests.support.serving.front import front_over_django


@pytest.fixture
def front(published):
    with front_over_django() as made:
        yield made


@pytest.fixture
def ask(front):
    """Asks the front for an address."""
    return partial(ask_front, front)
