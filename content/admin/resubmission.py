"""What an editor typed, kept when it could not be saved."""

from django.http import HttpRequest

BASE = "_base"  # the hidden field: the mark of the text that the form was made from


def as_typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field of the form as it came, to be sent again."""
    return [(n, v) for n, values in request.POST.lists() for v in values]
