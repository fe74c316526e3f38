"""« Comment faire » of a page, ready for its template."""

from collections.abc import Iterable
from typing import Any

from content.pages.citations import citations
from content.snapshot.model import Snapshot
from procedures.models import PublishedFiche, blocks_of
from procedures.rules.checklist import tick


def how_to_context(
    snapshot: Snapshot, page: PublishedFiche, done: Iterable[str]
) -> dict[str, Any]:
    """The complements of a page by block, its steps ticked, its sources numbered."""
    blocks = blocks_of(page.how_to)
    steps = tick(blocks.step, done)
    told = len(page.how_to) > len(blocks.warning)
    nothing_known = not (told or page.tasks or page.guide_only)
    cited = [page.requirements, page.tasks, page.deadlines, page.notices]
    return {
        "how": blocks,
        "added_steps": steps,
        "same_source": len(steps) > 1
        and all(step["sources"] == steps[0]["sources"] for step in steps),
        "warnings": [line for line in blocks.warning if not line["about"]],
        "nothing_known": nothing_known,
        "shown": told or nothing_known,
        "citations": citations(snapshot, [*cited, page.how_to, page.messages]),
    }
