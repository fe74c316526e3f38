"""Static files: their storage under hashed names, our scripts and styles without their
comments; and the styles that travel inside each page, so that its first text waits for
no other answer."""

import hashlib
import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_SCRIPTS = re.compile(r"^(?:js|desk)/[\w.-]+\.js$")
OWN_STYLES = re.compile(r"^css/[\w.-]+\.css$")
# known before any setting is: the policy of every answer depends on it
FIRST_STYLES = Path(__file__).parents[2] / "static" / "css" / "first.css"
CSS_COMMENTS = re.compile(
    rb"/\*.*?\*/\s*|(?<=[{;:,]) +|^ +|\n(?=[}])|;(?= })", re.S | re.M
)
COMMENT_LINES = re.compile(rb"^[ \t]*(?://.*)?\n", re.M)


class HashedFiles(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def _save(self, name: str, content: Any) -> str:
        """Keeps a file; of our scripts, the lines that a browser reads."""
        if OWN_SCRIPTS.match(name):
            # a tenth of a first view; who wants the reasons reads the sources
            whole = b"".join(content.chunks())
            content = ContentFile(COMMENT_LINES.sub(b"", whole))
        if OWN_STYLES.match(name):
            whole = b"".join(content.chunks())
            content = ContentFile(without_comments(whole))
        saved: str = super()._save(name, content)
        return saved


def without_comments(styles: bytes) -> bytes:
    """What a browser reads of a style sheet of ours.

    >>> without_comments(b"/* why */ a { color:  red }")
    b'a {color:red }'
    """
    return CSS_COMMENTS.sub(b"", styles)


@cache
def first_styles() -> str:
    """The content of the `<style>` of every page."""
    return without_comments(FIRST_STYLES.read_bytes()).decode().strip()


@cache
def first_styles_source() -> str:
    """The source expression that allows them, and nothing else, in the page."""
    digest = hashlib.sha256(first_styles().encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"
