"""Staff accounts: django-allauth kept to the desk, its sign-up closed, its sessions
short, a second factor asked where the site is not a local run."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from content.admin import resubmission
from content.admin.audit_log import log_action
from content.operations.security_log import log_event
from content.pages.http import GetResponse
from procedures.tools.requests import is_foreign, refuse, visitor

BEGUN = "begun"  # when a session was opened: it ends, even in use
SECOND_FACTOR = f"/{settings.DESK_PATH}compte/2fa/"
ACCOUNT = f"/{settings.DESK_PATH}compte/"


class StaffAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who asks, for counting guesses and for the list of sessions."""
        return visitor(request)

    def post_login(
        self, request: HttpRequest, user: Any, **options: Any
    ) -> HttpResponseBase:
        request.session[BEGUN] = time.time()
        log_action(user, user, "connexion")
        log_event("login", account=user.pk)
        return super().post_login(request, user, **options)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        # what was typed may be a password in the wrong field
        log_event("login_refused")

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            log_action(request.user, request.user, "déconnexion")
            log_event("logout", account=request.user.pk)
        super().logout(request)


FORGOTTEN = (
    "Aucun courriel ne part d'ici. Mot de passe oublié, second facteur perdu, compte à "
    "ouvrir : demandez à un administrateur, qui lance « manage.py create_staff »."
)


@never_cache
def without_mail(request: HttpRequest, **parts: str) -> HttpResponse:
    """What allauth does by mail is closed: an administrator does it on the machine."""
    return refuse(request, 403, FORGOTTEN)


def of_the_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"/{settings.DESK_PATH}")


class DeskSessionsMiddleware(UserSessionsMiddleware):
    """allauth's list of sessions, for the desk alone: readers have no session."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if of_the_desk(request):
            return super().__call__(request)
        return self.get_response(request)


class StaffRules:
    """Ends sessions after their time; sends to the second factor whoever lacks one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not of_the_desk(request):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.unless_typed(request) or self.get_response(request)
        age = time.time() - request.session.setdefault(BEGUN, time.time())
        if age > settings.SESSION_LASTS_AT_MOST:
            logout(request)
            return self.unless_typed(request) or redirect(settings.LOGIN_URL)
        inside = request.path_info.startswith(ACCOUNT)
        if settings.TWO_FACTOR and not inside and not is_mfa_enabled(request.user):
            told = "Ajoutez un second facteur : une application, ou une clé d'accès."
            messages.warning(request, told)
            return redirect(SECOND_FACTOR)
        return self.get_response(request)

    @staticmethod
    def unless_typed(request: HttpRequest) -> HttpResponse | None:
        """The text that a session over would lose, in a page that keeps it."""
        if resubmission.is_typed(request) and not is_foreign(request):
            return resubmission.signed_out_page(request)
        return None
