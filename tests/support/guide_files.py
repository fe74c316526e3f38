"""The guide's files, loaded, refused, changed."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.support.paths import GUIDE


def load(folder: Path = GUIDE, **options) -> str:
    """What load_guide prints of a folder that it loads."""
    out = io.StringIO()
    call_command("load_guide", folder, stdout=out, stderr=out, **options)
    return out.getvalue()


def refused(folder: Path, **options) -> str:
    """What load_guide prints of a folder that it refuses."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("load_guide", folder, stdout=out, stderr=out, **options)
    assert stop.value.code == 1
    return out.getvalue()


def replace(folder: Path, name: str, before: str, after: str) -> None:
    """Changes the first place where a file says so."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def line_of(folder: Path, name: str, words: str) -> int:
    """The number of the first line with these words."""
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if words in line)


def with_word(packed: bytes, slug: str, word: str) -> bytes:
    """The same zip, a word added to the summary of a page."""
    out = io.BytesIO()
    start = re.compile(rf"(- slug: {slug}\n(?:  .*\n)*?  summary: )")
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, start.sub(rf"\g<1>Dit {word} ", text, count=1))
    return out.getvalue()
