"""503 of the desk, without its database."""

from django.http import HttpRequest, HttpResponse

from content.admin.resubmission import kept_page


def without_database(request: HttpRequest) -> HttpResponse:
    """The database did not answer: the text typed is sent again by one button. No
    other form is kept: it may hold a password."""
    return kept_page(
        request,
        503,
        title="La base de données ne répond pas",
        told="Rien n'a été enregistré. Les lecteurs, eux, ont toujours le guide. Si "
        "cela dure, prévenez la personne qui tient le site : /readyz lui dira où en "
        "est la base.",
    )
