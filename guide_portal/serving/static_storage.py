"""Static files: their storage under hashed names, our scripts and styles without their
comments; and the styles that travel inside each page, so that its first text waits for
no other answer."""

import hashlib
import os
import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from whitenoise import WhiteNoise
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMMUTABLE = r"\.[0-9a-f]{12}\."
HASHED = re.compile(IMMUTABLE)
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


class GrowingFiles(WhiteNoise):
    """The static files, those written since the start included: while a new version
    is put in service, its pages ask their styles of workers of the one before."""

    def __call__(self, environ: Any, start_response: Any) -> Any:
        path = environ.get("PATH_INFO", "")
        if path not in self.files and path.startswith(settings.STATIC_URL):
            self._look_for(path)
        return super().__call__(environ, start_response)

    def _look_for(self, path: str) -> None:
        root = os.path.join(os.path.realpath(settings.STATIC_ROOT), "")
        file = os.path.join(root, path.removeprefix(settings.STATIC_URL))
        is_ours = self.url_is_canonical(path) and self.path_is_child_of(file, root)
        if is_ours and HASHED.search(path) and os.path.isfile(file):
            self.add_file_to_dictionary(path, file)


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
