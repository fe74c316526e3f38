"""Static files storage: hashed names, imports between our modules included; our scripts
and styles travel without their comments."""

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

OWN_SCRIPTS = re.compile(r"^(?:js|desk)/[\w.-]+\.js$")
OWN_STYLES = re.compile(r"^css/[\w.-]+\.css$")
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
            content = ContentFile(CSS_COMMENTS.sub(b"", whole))
        saved: str = super()._save(name, content)
        return saved
