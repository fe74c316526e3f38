"""The same page the usual way: Django, its ORM and a template, rows joined at each
request, usual middleware. `python -m bench.peers.usual FOLDER SLUG LINES` makes its
database from `texts.json`; `application` serves it."""

import json
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.shortcuts import get_object_or_404, render
from django.urls import path

FOLDER = Path(os.environ.get("BENCH_USUAL", sys.argv[1] if sys.argv[1:] else "."))
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
settings.configure(
    SECRET_KEY="bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="bench.peers.usual",
    MIDDLEWARE=MIDDLEWARE,
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": FOLDER / "usual.sqlite3",
            "CONN_MAX_AGE": None,
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LANGUAGE_CODE="fr",
    USE_TZ=True,
)
django.setup()


class Section(models.Model):
    """A rubrique."""

    title = models.CharField(max_length=200)

    class Meta:
        app_label = "usual"


class Page(models.Model):
    """A page of the guide."""

    slug = models.SlugField(unique=True)
    section = models.ForeignKey(Section, models.CASCADE, related_name="pages")
    title = models.CharField(max_length=200)
    summary = models.TextField()

    class Meta:
        app_label = "usual"


class Line(models.Model):
    """A condition, a step, a tip or a question of a page."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="lines")
    part = models.CharField(max_length=30, db_index=True)
    text = models.TextField()
    detail = models.TextField()
    position = models.PositiveIntegerField()

    class Meta:
        app_label = "usual"
        ordering = ["position"]


PARTS = ("requirements", "steps", "tips", "questions", "notes")


def page(request, slug):
    """One page: its rubrique, its parts, its neighbours."""
    found = get_object_or_404(Page.objects.select_related("section"), slug=slug)
    parts = [(part, found.lines.filter(part=part)) for part in PARTS]
    return render(
        request,
        "usual.html",
        {
            "page": found,
            "parts": parts,
            "neighbours": found.section.pages.exclude(pk=found.pk)[:10],
            "sections": Section.objects.all(),
        },
    )


urlpatterns = [path("guide/<slug:slug>/", page)]
application = get_wsgi_application()


def fill(slug: str, lines: int) -> None:
    """The tables and their rows: one page of `lines` lines among 65 pages."""
    with connection.schema_editor() as editor:
        for model in (Section, Page, Line):
            editor.create_model(model)
    texts = json.loads((FOLDER / "texts.json").read_text("utf-8"))
    sections = [Section.objects.create(title=f"Rubrique {i}") for i in range(19)]
    for number in range(65):
        made = Page.objects.create(
            slug=slug if number == 0 else f"page-{number}",
            section=sections[number % 6],
            title=texts[number % len(texts)][:90],
            summary=texts[(number + 1) % len(texts)],
        )
        Line.objects.bulk_create(
            Line(
                page=made,
                part=PARTS[i % len(PARTS)],
                text=texts[(number + i) % len(texts)],
                detail=texts[(number + i + 7) % len(texts)],
                position=i,
            )
            for i in range(lines)
        )


if __name__ == "__main__":
    fill(sys.argv[2], int(sys.argv[3]))
