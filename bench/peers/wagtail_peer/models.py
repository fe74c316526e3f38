"""A page of the guide as an editor would compose it from blocks."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock
from wagtail.fields import StreamField
from wagtail.models import Page


class Line(StructBlock):
    """A condition, a step, a tip."""

    text = TextBlock()
    detail = TextBlock()


class Part(StructBlock):
    """A part of the page and its lines."""

    name = CharBlock()
    lines = ListBlock(Line())


class GuidePage(Page):
    """A page of the guide."""

    parts = StreamField([("part", Part())])
    template = "guide_page.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        neighbours = self.get_siblings(inclusive=False).live()[:10]
        return context | {
            "neighbours": neighbours,
            "sections": self.get_parent().get_siblings().live(),
        }
