"""Error reports that hold nothing a visitor sent, and never fill a disk."""

import logging
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

from content.operations.rate_limit import TokenBucket


class NothingPersonal(SafeExceptionReporterFilter):
    """No POST, no local variable: the lines of code are enough to find a fault."""

    def get_post_parameters(self, request: HttpRequest | None) -> Any:
        return {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> Any:
        return []


class Seldom(logging.Filter):
    """Of one place in the code, twenty lines at once, then one a second: a fault that
    everybody meets is told, not repeated."""

    def __init__(self) -> None:
        super().__init__()
        self.told = TokenBucket(size=20, rate=1)

    def filter(self, record: logging.LogRecord) -> bool:
        return self.told.take(f"{record.name} {record.pathname} {record.lineno}")
