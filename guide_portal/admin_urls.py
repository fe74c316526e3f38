"""The addresses of the desk, with those of readers: a draft is shown on its page. Read
by a process when somebody first comes to the desk; most serve readers alone."""

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from content.admin.views import show_preview, show_prose
from guide_portal import urls
from guide_portal.desk.file_exchange import export_zip, import_zip, tasks
from guide_portal.urls import handler400, handler404, handler500

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

admin.autodiscover()

desk = [
    path("login/", LoginView.as_view(), name="account_login"),
    path("compte/", include("allauth.account.urls")),
    path("compte/2fa/", include("allauth.mfa.urls")),
    path("compte/sessions/", include("allauth.usersessions.urls")),
    path("a-faire/", tasks, name="tasks"),
    path("fichiers/", import_zip, name="import_zip"),
    path("fichiers/guide.zip", export_zip, name="export_zip"),
    path("apercu/<str:token>/", show_preview, name="preview"),
    path("apercu-du-texte/", show_prose, name="prose"),
    path("", admin.site.urls),
]

urlpatterns = [*urls.urlpatterns, path(settings.DESK_PATH, include(desk))]
