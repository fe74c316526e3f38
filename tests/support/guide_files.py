"""The guide's files, loaded, refused, changed."""

import io
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
