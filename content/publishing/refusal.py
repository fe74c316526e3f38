"""What is answered to an act that is not done."""

from collections.abc import Iterable


class ActRefusedError(Exception):
    """Nothing was done; `reasons` say why, in French."""

    def __init__(self, reasons: Iterable[str] | str) -> None:
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(" ".join(self.reasons))
