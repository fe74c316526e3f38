"""The tag around a part of a page that is the same whatever was ticked or asked."""

from functools import partial

from django import template
from django.utils.safestring import SafeString

from content import store
from content.fragments import kept

register = template.Library()


class Part(template.Node):
    """Made once per snapshot for its words, then kept; see `content/fragments.py`."""

    def __init__(self, words, inside):
        self.words, self.nodelist = words, inside

    def render(self, context):
        # a word without a value is a value too
        key = tuple(word.resolve(context, ignore_failures=True) for word in self.words)
        make = partial(self.nodelist.render, context)
        return SafeString(kept(context["request"], store.current(), key, make))


@register.tag
def part(parser, token):
    """`{% part "contacts" page.slug %}…{% endpart %}`: every variable that the inside
    shows must follow from these words and the snapshot."""
    words = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(["endpart"])
    parser.delete_first_token()
    return Part(words, inside)
