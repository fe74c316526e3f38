"""Form resubmission: a form that cannot be saved comes back with its text, whatever
the cause. The forms that ask for this carry a mark; those with a password do not."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

BASE = "_base"  # the mark of the text that the form was made from
TYPED_MARK = "_typed"  # this form holds a text worth keeping
RESUME = "_resume"  # show the form again with this text, save nothing
BACK = (
    "Votre texte est de retour, et rien n'est encore fait : relisez-le, puis cliquez "
    "de nouveau."
)
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


def is_worth_showing(text: str) -> bool:
    """Whether these are words, and many: no mark of a machine has a space."""
    return len(text) > WORTH_SHOWING and " " in text


def kept_page(request: HttpRequest, status: int, **words: Any) -> HttpResponse:
    """A page that needs nothing of the portal and holds the text typed, with a button
    that sends it again. `words`: title, told, and what differs
    from the context below."""
    kept = typed_fields(request) if is_typed(request) else []
    context = {
        "kept": kept,
        "texts": [text for _, text in kept if is_worth_showing(text)],
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


def resumable(view: Any) -> Any:
    """Marks a view that, asked again, shows its form with what was typed in it, and
    does nothing else: what a token protects cannot happen there."""
    view.resumable = True
    return view


def is_resumable(view: Any) -> bool:
    return getattr(view, "resumable", False)


def tell_back(request: HttpRequest) -> None:
    """Says above a form shown again that nothing was done yet."""
    messages.warning(request, BACK)


def refused_once(Form: type[ModelForm]) -> type[ModelForm]:
    """A form that shows what was typed and is never valid."""

    class ShownAgain(Form):  # type: ignore[valid-type,misc]
        def is_valid(self) -> bool:
            super().is_valid()
            return False

    return ShownAgain


class ResumableAdmin(admin.ModelAdmin):
    """A form of the desk that comes back with what was typed in it."""

    change_form_template = "admin/guarded_form.html"

    @resumable
    def add_view(self, request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        return super().add_view(request, *args, **named)

    @resumable
    def change_view(
        self, request: HttpRequest, *args: Any, **named: Any
    ) -> HttpResponse:
        return super().change_view(request, *args, **named)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        if is_typed(request):
            name = f"admin:{opts.app_label}_{opts.model_name}_add"
            return deleted_page(request, reverse(name))
        return super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]
            request, opts, object_id
        )

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,
        **options: Any,
    ) -> type[ModelForm]:
        Form = super().get_form(request, obj, change, **options)
        return refused_once(Form) if asked_again(request) else Form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **named: Any
    ) -> HttpResponse:
        context["unsaved"] = request.method == "POST"
        if asked_again(request):
            tell_back(request)
        return super().render_change_form(request, context, *args, **named)
