"""What the README and the documents of developers claim is true."""

import re
from importlib import import_module, util
from pathlib import Path

import pytest

from tests.support.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path: path.read_text("utf-8") for path in sorted(ROOT.glob("docs/**/*.md"))}
DOCS |= {ROOT / n: (ROOT / n).read_text("utf-8") for n in ("README.md", "CHANGELOG.md")}
DOCS[ROOT / "CONTRIBUTING.md"] = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
COMMANDS = DOCS[ROOT / "docs/commands.md"]
VERBS = (
    "Ask Back Compute Confirm Edit Find Gather Know Open Read Restore Reuse Run Say "
    "See Serve Start Stay Survive Take Try Walk Write Add Change Get Keep Let Print "
    "Send Upgrade"
).split()


def variables() -> set[str]:
    """The variables that the portal reads, wherever it does."""
    sources = [p.read_text("utf-8") for p in (ROOT / "guide_portal").rglob("*.py")]
    used = re.findall(r'"((?:GUIDE|DATABASE|CACHE)_[A-Z_]+)"', "".join(sources))
    return set(used) - {"DATABASE_FILE"}


def test_the_environment_table_names_every_variable_and_no_other():
    table = DOCS[ROOT / "docs/environment.md"]
    assert set(re.findall(r"^\| `([A-Z]+_[A-Z_]+)`", table, re.M)) == variables()


def test_the_example_of_an_environment_names_every_variable_and_no_other():
    example = (ROOT / ".env.example").read_text("utf-8")
    named = re.findall(r"^#?([A-Z]+_[A-Z_]+)=", example, re.M)
    assert sorted(named) == sorted(variables())


def test_every_command_named_exists_and_every_command_is_named():
    folder = ROOT / "guide_portal" / "management" / "commands"
    ours = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    ours -= {"migrate", "makemigrations"}  # Django's own, blind to wording
    assert set(re.findall(r"`manage\.py (\w+)", COMMANDS)) == ours
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.M))
    for path, text in DOCS.items():
        assert set(re.findall(r"`make (\w+)", text)) <= targets, path
    assert targets - {"run", "test", "clean", "help", "peers"} <= set(
        re.findall(r"`make (\w+)", COMMANDS)
    )


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_every_file_and_address_named_exists(path):
    folders = "content|guide_portal|procedures|templates|static|tests|docs|bench"
    for named in re.findall(rf"`((?:{folders})/[\w/.]+)`", DOCS[path]):
        assert (ROOT / named).exists(), named
    for link in re.findall(r"\]\(([\w./-]+)\)", DOCS[path]):
        assert (path.parent / link).exists(), link


def test_the_readme_is_read_in_one_go():
    assert len(README.splitlines()) <= 110


def test_a_line_of_the_changelog_begins_with_a_verb():
    lines = re.findall(r"^- (\w+)", DOCS[ROOT / "CHANGELOG.md"], re.M)
    assert lines and set(lines) <= set(VERBS)


def test_a_decision_tells_its_context_what_was_refused_and_its_drawbacks():
    decisions = [p for p in DOCS if p.parent.name == "adr" and p.name != "README.md"]
    index = DOCS[ROOT / "docs/adr/README.md"]
    for path in decisions:
        assert f"({path.name})" in index, path
        for part in ("Context", "Decision", "Drawbacks"):
            assert f"**{part}.**" in DOCS[path], path


def test_each_word_of_the_glossary_is_a_module_or_a_class():
    rows = re.findall(
        r"^\| ([^|]+) \|[^|]*\|[^|]+\| `([\w.]+)` \|$",
        DOCS[ROOT / "docs/glossary.md"],
        re.M,
    )
    assert len(rows) >= 30
    assert [word for word, _ in rows] == sorted(word for word, _ in rows)
    for word, place in rows:
        parent, _, name = place.rpartition(".")
        exists = util.find_spec(place) if name.islower() else None
        assert exists or hasattr(import_module(parent), name), word
        last = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower().replace("_", " ")
        assert any(part in last for part in word.split()), (word, place)


def test_the_lock_of_each_environment_carries_hashes_and_no_index():
    for name in (
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-django6.txt",
    ):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text and "http" not in text


# The pictures of docs/architecture.md


def contracts() -> list[dict]:
    import tomllib

    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return told["tool"]["importlinter"]["contracts"]


def drawn() -> dict[str, list[str]]:
    """{what is drawn: its layers, the highest first}."""
    text = DOCS[ROOT / "docs/architecture.md"]
    boxes = re.findall(r"┌ (\w+) ─+┐\n(.*?)└", text, re.S)
    return {
        name: [re.split(r" {2,}", line[2:])[0] for line in body.splitlines()]
        for name, body in boxes
    }


def test_the_pictures_show_the_layers_of_the_contracts():
    layers = {
        contract.get("containers", ["floors"])[0]: contract["layers"]
        for contract in contracts()
        if contract["type"] == "layers"
    }
    assert drawn() == layers


def test_the_pure_rooms_named_are_those_of_the_contract():
    text = DOCS[ROOT / "docs/architecture.md"].split("**Pure**")[1].split("\n\n")[0]
    pure = next(c for c in contracts() if "Pure" in c["name"])
    assert set(re.findall(r"`([\w.]+)`", text)) == set(pure["source_modules"])


def test_a_picture_is_a_rectangle():
    text = DOCS[ROOT / "docs/architecture.md"]
    for box in re.findall(r"┌ .*?┘", text, re.S):
        assert len({len(line) for line in box.splitlines()}) == 1, box


def test_the_licence_is_the_one_of_the_package():
    pyproject = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'license = "EUPL-1.2"' in pyproject
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_paths_of_the_readme_lead_to_the_documents():
    linked = set(re.findall(r"\]\((docs/[\w.]+\.md)\)", README))
    documents = {f"docs/{p.name}" for p in Path(ROOT / "docs").glob("*.md")}
    assert documents <= linked
