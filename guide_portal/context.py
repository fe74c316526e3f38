"""What the frame of every page shows: the rubriques of the menu."""

from content import store

MENU = ("creation", "demarches", "suivi", "depannage", "contacts")


def frame(request):
    """The menu, from the snapshot; empty before the first publication."""
    try:
        return {"menu": store.current().named(list(MENU))}
    except store.NoSnapshot:
        return {"menu": []}
