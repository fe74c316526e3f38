"""Cache tag: around a part of a page that is the same whatever was ticked or asked."""

from functools import partial
from typing import Any

from django import template
from django.utils.safestring import SafeString

from content.pages.fragment_cache import cached
from content.snapshot import store

register = template.Library()


class CachedNode(template.Node):
    """Made once per snapshot for its words, then kept; see `content/fragments.py`."""

    def __init__(self, words: Any, inside: Any) -> None:
        self.words, self.nodelist = words, inside

    def render(self, context: Any) -> Any:
        if "request" not in context:  # a fragment, which is kept whole
            return self.nodelist.render(context)
        # a word without a value is a value too
        key = tuple(word.resolve(context, ignore_failures=True) for word in self.words)
        make = partial(self.nodelist.render, context)
        return SafeString(
            cached(context["request"], store.current_snapshot(), key, make)
        )


@register.tag("cached")
def cached_tag(parser: Any, token: Any) -> CachedNode:
    """`{% cached "contacts" page.slug %}…{% endcached %}`: all that the inside shows
    must follow from these words and the snapshot."""
    words = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(["endcached"])
    parser.delete_first_token()
    return CachedNode(words, inside)
