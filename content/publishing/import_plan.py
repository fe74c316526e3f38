"""What a load of files would do, told before it is done."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from content.models import Publishable
from content.records.parsing import FileRecord
from content.text.errors import FileError

Key = tuple[str, str]  # (kind, slug)


class ImportConflict(NamedTuple):
    """A page changed both in its file and by staff."""

    document: FileRecord
    diff: str


class DraftMark(NamedTuple):
    """What files say of a draft among them: what readers read in its place, the work
    on it, where that is said."""

    online: dict[str, Any] | None
    work: dict[str, Any]
    place: FileError


class ImportedDraft(NamedTuple):
    """A text that comes as a draft: nobody read it over. `online`: what readers read
    of a page that is new here; `copied`: it has words of a draft of this desk."""

    document: FileRecord
    online: dict[str, Any] | None
    work: dict[str, Any]
    copied: bool


@dataclass
class ImportPlan:
    """What a load would do; `positions` are the places of all pages of the files,
    `stored` what the desk says of them, `online` what readers read, `marked` the
    drafts that the files tell."""

    new: list[FileRecord] = field(default_factory=list)
    changed: list[FileRecord] = field(default_factory=list)
    # changed by staff, not in the file
    kept: list[FileRecord] = field(default_factory=list)
    unchanged: list[FileRecord] = field(default_factory=list)
    # the file says what the desk says already
    settled: list[FileRecord] = field(default_factory=list)
    conflicts: list[ImportConflict] = field(default_factory=list)
    # gone from the files, an alias takes their place
    replaced: list[Publishable] = field(default_factory=list)
    # gone from the files, kept
    missing: list[Publishable] = field(default_factory=list)
    # taken away by staff, still in the files
    withdrawn: list[FileRecord] = field(default_factory=list)
    positions: dict[Key, int] = field(default_factory=dict)
    stored: dict[Key, dict[str, Any]] = field(default_factory=dict)
    online: dict[Key, dict[str, Any] | None] = field(default_factory=dict)
    drafts: list[ImportedDraft] = field(default_factory=list)
    marked: dict[Key, DraftMark] = field(default_factory=dict)

    @property
    def published(self) -> list[FileRecord]:
        """What readers would read anew."""
        return self.new + self.changed
