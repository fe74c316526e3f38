"""The settings as mypy reads them, on a machine where nothing runs."""

import os

os.environ.setdefault("GUIDE_SECRET_KEY", "only-for-types-" + "x" * 50)

from guide_portal.settings import *  # noqa: E402, F403  after the key
