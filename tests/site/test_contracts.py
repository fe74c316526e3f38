"""The import contracts refuse what they are for: each fault is planted in a copy of the
packages, and the contract that forbids it breaks. Every bench starts by itself."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

PACKAGES = ("content", "procedures", "troubleshooting", "guide_portal")
MAIN = '__name__ == "__main__"'
# each in a process of its own, as its command starts it: what one has set up, such as
# Django, is not there for the next
ALONE = """
import importlib, os, sys
import django, hypothesis, yaml
for name in sys.argv[1:]:
    if not os.fork():
        try:
            importlib.import_module(name)
        except BaseException as error:
            print(f"{name}: {error!r}", flush=True)
        os._exit(0)
    os.wait()
"""
# file: (line planted, words of the contract that breaks)
PLANTED = {
    "a floor that climbs": (
        {"content/pages/http.py": "import guide_portal.navigation"},
        "Floors: imports only go down BROKEN",
    ),
    "a room that climbs": (
        {"content/snapshot/model.py": "import content.publishing.editions"},
        "Rooms of content BROKEN",
    ),
    "a circle between siblings": (
        {
            "guide_portal/search/engine/spelling.py": (
                "import guide_portal.search.engine.query"
            )
        },
        "No circle between siblings BROKEN",
    ),
    "Django in a pure room": (
        {"procedures/rules/eligibility.py": "from django.conf import settings"},
        "Pure rooms know neither Django nor the rest of the house BROKEN",
    ),
    "Django behind a helper of a pure room": (
        {
            "content/text/planted.py": '"""Planted."""\nimport django.utils.timezone',
            "content/text/markup.py": "import content.text.planted",
        },
        "Pure rooms know neither Django nor the rest of the house BROKEN",
    ),
    "an import hidden in a function": (
        {
            "content/records/rows.py": (
                "def planted():\n    from content.admin import preview\n    preview"
            )
        },
        "Rooms of content BROKEN",
    ),
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The packages and their contracts, to spoil at will."""
    for name in PACKAGES:
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("__pycache__", "guide", "*.gz"),
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """What lint-imports says of the packages of a folder."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def test_a_copy_of_the_house_keeps_to_the_contracts(house):
    done = contracts(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_import_breaks_the_contract_that_forbids_it(house, fault):
    files, broken = PLANTED[fault]
    for name, line in files.items():
        path = house / name
        before = path.read_text("utf-8") if path.exists() else ""
        path.write_text(f"{before}\n\n{line}\n", "utf-8")
    done = contracts(house)
    assert done.returncode == 1, done.stdout
    assert broken in done.stdout


def test_each_bench_starts_by_itself(tmp_path):
    benches = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "bench").rglob("*.py"))
        if MAIN in path.read_text("utf-8") and "peers" not in path.parts
    ]
    assert len(benches) > 25
    done = subprocess.run(
        [sys.executable, "-c", ALONE, *benches],
        cwd=ROOT,
        env={"PATH": "", "GUIDE_DATA": str(tmp_path), "GUIDE_SECRET_KEY": "x" * 50},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
