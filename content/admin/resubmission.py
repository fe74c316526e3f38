"""What an editor typed, kept when it could not be saved."""

BASE = "_base"  # the hidden field: the mark of the text that the form was made from


def as_typed(request) -> list[tuple[str, str]]:
    """Every field of the form as it came, to be sent again."""
    return [(n, v) for n, values in request.POST.lists() for v in values]
