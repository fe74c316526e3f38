"""Form resubmission: a form that cannot be saved comes back with its text, whatever
the cause. The forms that ask for this carry a mark; those with a password do not."""

from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

BASE = "_base"  # the mark of the text that the form was made from
TYPED_MARK = "_typed"  # this form holds a text worth keeping
RESUME = "_resume"  # show the form again with this text, save nothing
BACK = "Votre texte est de retour : relisez-le, puis enregistrez."
NOT_TYPED = ("csrfmiddlewaretoken", RESUME)
WORTH_SHOWING = 20  # signs: a shorter value is typed again in no time


def is_typed(request: HttpRequest) -> bool:
    """Whether the request brings a text that somebody typed at the desk."""
    return request.method == "POST" and (
        BASE in request.POST or TYPED_MARK in request.POST
    )


def typed_fields(request: HttpRequest, *without: str) -> list[tuple[str, str]]:
    """Every field of the form as it came, to be sent again."""
    left_out = {*NOT_TYPED, *without}
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in left_out
    ]


def kept_page(request: HttpRequest, status: int, **words: Any) -> HttpResponse:
    """A page that needs nothing of the portal and holds the text typed, with a button
    that sends it again. `words`: title, told, and what differs
    from the context below."""
    kept = typed_fields(request) if is_typed(request) else []
    context = {
        "kept": kept,
        "texts": [value for _, value in kept if len(value) > WORTH_SHOWING],
        "address": request.get_full_path(),
        "token": request.POST.get("csrfmiddlewaretoken", ""),
        "button": "Renvoyer mon texte",
        "login": "",
        "resume": False,
        **words,
    }
    page = render_to_string("errors/kept_text.html", context)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def signed_out_page(request: HttpRequest) -> HttpResponse:
    """The session is over, or its token is: the text waits until one signs in again."""
    return kept_page(
        request,
        403,
        title="Votre session est terminée",
        told="Rien n'a été enregistré, rien n'est perdu : laissez cette page ouverte, "
        "connectez-vous dans un autre onglet, revenez ici et reprenez votre texte.",
        button="Reprendre mon texte",
        login=settings.LOGIN_URL,
        resume=True,
        token=get_token(request),
    )


def deleted_page(request: HttpRequest, address: str) -> HttpResponse:
    """What was being written was deleted: it can be made again, at `address`."""
    return kept_page(
        request,
        409,
        title="Ce texte a été supprimé pendant que vous écriviez",
        told="Rien de ce que vous avez tapé n'est perdu : vous pouvez le créer à "
        "nouveau.",
        address=address,
        button="Le créer à nouveau avec mon texte",
        resume=True,
    )


def ask_again(request: HttpRequest) -> None:
    """Has the view show its form again with this text, and save nothing."""
    data = request.POST.copy()
    data[RESUME] = "1"
    request.POST = data  # type: ignore[assignment]


def asked_again(request: HttpRequest) -> bool:
    return request.method == "POST" and RESUME in request.POST


def refused_once(Form: type[ModelForm]) -> type[ModelForm]:
    """A form that shows what was typed and is never valid."""

    class ShownAgain(Form):  # type: ignore[valid-type,misc]
        def clean(self) -> NoReturn:
            super().clean()
            raise ValidationError(BACK)

    return ShownAgain


def is_guarded(view: Any) -> bool:
    """Whether a view of the desk can show again what was typed in its form."""
    return getattr(getattr(view, "model_admin", None), "shows_again", False)
