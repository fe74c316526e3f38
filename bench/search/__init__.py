"""How well the search answers, beside other engines. Entering this room sets Django
up: what is measured is the published guide."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guide_portal.settings")
django.setup()
