"""The addresses of the desk, with those of readers: a draft is shown on its page. Read
by a process when somebody first comes to the desk; most serve readers alone."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from content.admin.views import show_preview, show_prose
from guide_portal import urls
from guide_portal.admin import AuthenticatorAdmin
from guide_portal.desk.accounts import without_mail
from guide_portal.desk.confirmations import confirmations
from guide_portal.desk.file_exchange import export_zip, import_zip, tasks
from guide_portal.urls import handler400, handler404, handler500

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

admin.autodiscover()
# secrets, keys of sessions, addresses that nobody writes to
for model in (Authenticator, UserSession, EmailAddress, EmailConfirmation):
    if admin.site.is_registered(model):
        admin.site.unregister(model)
admin.site.register(Authenticator, AuthenticatorAdmin)

# what allauth does by mail
BY_MAIL = ("signup", "password/reset", "email", "confirm-email", "login/code")
closed = [re_path(rf"^compte/(?:{'|'.join(BY_MAIL)})(?:/|$)", without_mail)]

desk = [
    *closed,
    path("login/", LoginView.as_view(), name="account_login"),
    path("compte/", include("allauth.account.urls")),
    path("compte/2fa/", include("allauth.mfa.urls")),
    path("compte/sessions/", include("allauth.usersessions.urls")),
    path("a-faire/", tasks, name="tasks"),
    path("a-confirmer/", confirmations, name="confirmations"),
    path("fichiers/", import_zip, name="import_zip"),
    path("fichiers/guide.zip", export_zip, name="export_zip"),
    path("apercu/<str:token>/", show_preview, name="preview"),
    path("apercu-du-texte/", show_prose, name="prose"),
    path("", admin.site.urls),
]

urlpatterns = [*urls.urlpatterns, path(settings.DESK_PATH, include(desk))]
