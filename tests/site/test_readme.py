"""What the README claims is true."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_environment_table_names_every_variable_and_no_other():
    settings = (ROOT / "guide_portal" / "settings.py").read_text()
    settings += (ROOT / "guide_portal" / "env.py").read_text()
    used = set(re.findall(r'"((?:GUIDE|DATABASE)_[A-Z_]+)"', settings))
    used -= {"DATABASE_FILE"}
    assert set(re.findall(r"^\| `([A-Z]+_[A-Z_]+)`", README, re.M)) == used


def test_every_command_named_exists():
    folder = ROOT / "guide_portal" / "management" / "commands"
    ours = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    ours -= {"migrate", "makemigrations"}  # Django's own, blind to wording
    assert set(re.findall(r"`manage\.py (\w+)", README)) == ours
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`?make (\w+)", README)) - {"run", "test"} <= targets


def test_every_file_named_exists():
    folders = "content|guide_portal|templates|static|tests|docs|bench"
    for path in re.findall(rf"`((?:{folders})/[\w/.]+)`", README):
        assert (ROOT / path).exists(), path


def test_the_lock_of_each_environment_carries_hashes_and_no_index():
    for name in (
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-django6.txt",
    ):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text and "http" not in text
