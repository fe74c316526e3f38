"""Error reports that hold nothing a visitor sent, in any mode."""

from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class NothingPersonal(SafeExceptionReporterFilter):
    """No POST, no local variable: the lines of code are enough to find a fault."""

    def get_post_parameters(self, request: HttpRequest | None) -> Any:
        return {}

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: Any
    ) -> Any:
        return []
