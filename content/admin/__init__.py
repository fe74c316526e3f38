"""The texts at the desk: forms, review, history, conflicts, preview, style advice.

Imports `publishing`, `snapshot`, `records`, `models`, `text`.
Entered by the admin of each floor; importing it registers the texts of this floor.
"""

from content.admin import alerts, registry  # noqa: F401
