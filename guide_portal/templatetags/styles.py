"""The template tag of the styles that travel in the page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from guide_portal.serving import static_storage

register = template.Library()


@register.simple_tag(name="first_styles")
def style_element() -> SafeString:
    """`<style>` with what the top of a page is drawn with."""
    return format_html("<style>{}</style>", SafeString(static_storage.first_styles()))
