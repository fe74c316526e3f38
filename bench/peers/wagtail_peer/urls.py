"""Wagtail answers for every address, as on a site that is only Wagtail."""

from django.urls import include, path
from wagtail import urls

urlpatterns = [path("", include(urls))]
