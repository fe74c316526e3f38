"""What a page that one may put on a feuille de route has, whatever its kind."""

from dataclasses import dataclass, field

from content.models import PublishedLine, PublishedPage
from procedures.rules.channels import Channels


@dataclass(frozen=True, kw_only=True)
class PublishedFiche(PublishedPage):
    """A démarche, a problem or a contact; what its kind has not is empty."""

    web: bool | None
    app: bool | None
    smartphone_only: bool = False
    related: list[str]
    notices: list[PublishedLine]
    checks: list[PublishedLine]
    deadlines: list[PublishedLine] = field(default_factory=list)
    requirements: list[PublishedLine] = field(default_factory=list)

    @property
    def channels(self) -> Channels:
        """Where it can be done, as far as the guide says."""
        return Channels(self.web, self.app, self.smartphone_only)

    @property
    def tasks(self) -> list[PublishedLine]:
        """What one does, in order, and ticks: the steps, or what to try."""
        return []
