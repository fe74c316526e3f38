"""Faults planted on purpose, for the loops that must see them."""

MARK = "%7B%7B"


def breaks_on_braces(get_response):
    """A middleware that falls over the signs of a template in an address."""

    def answer(request):
        if "{{" in request.get_full_path() or MARK in request.get_full_path():
            raise RuntimeError("planted")
        return get_response(request)

    return answer


def stumbles(read):
    """A reader of files that falls over one tag."""

    def fallen(raw, name):
        if b"!!python" in raw:
            raise RuntimeError("planted")
        return read(raw, name)

    return fallen
