"""The one settings file: safe by default, and it refuses to guess."""

from pathlib import Path

import django
from pythonjsonlogger.core import RESERVED_ATTRS

from guide_portal import env
from guide_portal.desk.account_settings import *  # noqa: F403  one subject apart

# Django 6 has template partials of its own
PARTIALS = ["template_partials"] if django.VERSION < (6,) else []

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("GUIDE_DATA", str(BASE_DIR / "var"))).absolute()
GUIDE_DIR = BASE_DIR / "content" / "guide"
SNAPSHOT_FILE = DATA_DIR / "snapshot.json"
DATABASE_FILE = DATA_DIR / "guide.sqlite3"

DEBUG = env.flag("GUIDE_DEBUG")
SECRET_KEY = env.secret_key(DATA_DIR)
ALLOWED_HOSTS = env.word_list("GUIDE_HOSTS", "localhost,127.0.0.1,[::1]")
# The public address printed in QR codes and links, without a final slash;
# empty: the one the visitor used.
PUBLIC_ADDRESS = env.text("GUIDE_ADDRESS").rstrip("/")

# The partner sites that may show the card of a page in a frame.
EMBED_SITES = env.word_list(
    "GUIDE_EMBED_SITES",
    "https://travailleurs-sociaux-cpam75.fr,https://www.travailleurs-sociaux-cpam75.fr",
)

INSTALLED_APPS = [
    "guide_portal",
    "troubleshooting",
    "procedures",
    "content",
    "django_htmx",
    *PARTIALS,
    # its registrations are read with the addresses of the desk
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guide_portal.apps.StaticFiles",
    "django.forms",
]
# our own widgets have templates beside those of the pages
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

MIDDLEWARE = [
    "guide_portal.middleware.AdminMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guide_portal.desk.accounts.DeskSessionsMiddleware",
    "guide_portal.desk.accounts.StaffRules",
    "django.middleware.http.ConditionalGetMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "guide_portal.middleware.Unready",
]

ROOT_URLCONF = "guide_portal.urls"
WSGI_APPLICATION = "guide_portal.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guide_portal.navigation.frame",
            ],
            "builtins": [
                "content.templatetags.guide",
                "content.templatetags.cached",
                "guide_portal.templatetags.icons",
                "guide_portal.templatetags.styles",
                *(f"{app}.templatetags.partials" for app in PARTIALS),
            ],
        },
    }
]

DATABASES = {
    "default": env.database("DATABASE_URL")
    or {
        "ENGINE": "django.db.backends.sqlite3",
        # never created by a reader or a refresher: « prepare » does it
        "NAME": f"{DATABASE_FILE.as_uri()}?mode=rw",
        "CONN_MAX_AGE": None,
        "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            # seconds that an editor waits for another: a reader may be behind them
            "timeout": 2,
            # FULL: an acknowledged edit survives a power cut
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "guide_portal.serving.static_storage.HashedFiles"},
}

# Hosts that texts may name without a word from the style check.
KNOWN_HOSTS = [
    *("ameli.fr", "service-public.fr", "sante-pratique-paris.fr", "cramif.fr"),
    *("travailleurs-sociaux-cpam75.fr", "complementaire-sante-solidaire.gouv.fr"),
    *("sante.fr", "legifrance.gouv.fr", "cnil.fr", "mesdroitssociaux.gouv.fr"),
]
# The addresses besides its own that a text is shown on: rendered before it goes online.
PAGES_OF_A_TEXT = [
    "procedures.page_links.tool_addresses",
    "guide_portal.navigation.shared_pages",
]
# Whoever publishes is not whoever wrote.
FOUR_EYES = env.flag("GUIDE_FOUR_EYES")

SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002", "security.W003"]
SILENCED_SYSTEM_CHECKS += ["mail.E001"]  # no mail leaves, on purpose

# For the largest form of the desk; readers' tools take 64 KiB (procedures/tools.py).
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

DEFAULT_EXCEPTION_REPORTER_FILTER = "guide_portal.serving.error_reports.NothingPersonal"

# JSON lines on the error output, an access line per answer when asked; no query and
# nothing of a person.
ACCESS_LOG = env.flag("GUIDE_ACCESS_LOG")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(name)s %(levelname)s %(message)s",
            "rename_fields": {"message": "event", "levelname": "level"},
            "timestamp": "time",
            "json_ensure_ascii": False,
            # Django adds the whole request, its query in it
            "reserved_attrs": [*RESERVED_ATTRS, "request"],
        }
    },
    "filters": {"seldom": {"()": "guide_portal.serving.error_reports.Seldom"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json"},
        "errors": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["seldom"],
        },
        "none": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "django": {"handlers": ["errors"], "level": "WARNING", "propagate": False},
        # a mistyped address is no event, and its words may be personal
        "django.request": {"level": "ERROR"},
        # the front refuses foreign hosts, and says so once a second
        "django.security.DisallowedHost": {"handlers": ["none"], "propagate": False},
        "guide": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
