"""« Comment faire » of a page, ready for its template."""

from collections.abc import Iterable
from typing import Any

from content.models import PublishedLine
from content.pages.citations import citations
from content.snapshot.model import Snapshot
from procedures.models import HowToBlocks, PublishedFiche, blocks_of
from procedures.rules.checklist import tick


def how_to_context(
    snapshot: Snapshot, page: PublishedFiche, done: Iterable[str]
) -> dict[str, Any]:
    """The complements of a page by block, its steps ticked, its sources numbered."""
    blocks = blocks_of(page.how_to)
    steps = tick(blocks.step, done)
    told = len(page.how_to) > len(blocks.warning)
    complements = [n for n in page.notices if n["kind"] == "complement"]
    nothing_known = not (told or complements or page.tasks or page.guide_only)
    cited = [page.requirements, page.tasks, page.deadlines, page.notices]
    return {
        "how": blocks,
        "added_steps": steps,
        "same_source": same_sources(steps),
        "some_sure": any(line["sure"] for line in page.how_to),
        "warnings": [line for line in blocks.warning if not line["about"]],
        "nothing_known": nothing_known,
        "how_title": how_title(page, blocks),
        "complements": complements,
        "shown": told or complements or nothing_known,
        "citations": citations(snapshot, [*cited, page.how_to, page.messages]),
    }


def same_sources(steps: list[PublishedLine]) -> bool:
    """Whether one mention of their sources is enough for several steps."""
    first = steps[0]["sources"] if steps else []
    return len(steps) > 1 and all(step["sources"] == first for step in steps)


def how_title(page: PublishedFiche, blocks: HowToBlocks) -> str:
    """What the complements of a page are: how one does it, or what they add to the
    steps that the guide tells."""
    return (
        "Comment faire"
        if not page.tasks and (blocks.step or blocks.path)
        else ("En plus du guide")
    )
