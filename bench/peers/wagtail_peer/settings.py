"""What Wagtail's own start template sets, less what no reader's page needs; BENCH_CACHE
adds Django's cache of whole pages, which its cache plug-ins rest on."""

import os
import sys
from pathlib import Path

FOLDER = Path(os.environ["BENCH_WAGTAIL"])
# its migrations are made anew beside its database
sys.path.insert(0, str(FOLDER))
MIGRATION_MODULES = {"wagtail_peer": "made_migrations"}
SECRET_KEY = "bench"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bench.peers.wagtail_peer.urls"
WAGTAIL_SITE_NAME = "bench"
WAGTAILADMIN_BASE_URL = "http://localhost"
INSTALLED_APPS = [
    "bench.peers.wagtail_peer",
    "wagtail.contrib.redirects",
    *("wagtail.embeds", "wagtail.sites", "wagtail.users", "wagtail.snippets"),
    *("wagtail.documents", "wagtail.images", "wagtail.search", "wagtail.admin"),
    *("wagtail", "modelcluster", "taggit", "django.contrib.admin"),
    *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"),
    *("django.contrib.messages", "django.contrib.staticfiles"),
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
if os.environ.get("BENCH_CACHE"):
    MIDDLEWARE.insert(0, "django.middleware.cache.UpdateCacheMiddleware")
    MIDDLEWARE.append("django.middleware.cache.FetchFromCacheMiddleware")
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLDER / "wagtail.sqlite3",
        "CONN_MAX_AGE": None,
    }
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
STATIC_URL = "/static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "fr"
USE_TZ = True
