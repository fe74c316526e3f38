"""The long page, where two editors meet."""

import pytest

from tests.support.conflicts import LONG
from tests.support.desk import address_of


@pytest.fixture
def place(staff):
    return address_of("change", LONG)
