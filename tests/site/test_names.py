"""One public name, one meaning; the examples of docstrings hold."""

import ast
import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

from tests.support.paths import MODULES as FILES
from tests.support.paths import ROOT

# what the framework asks each module to call so
SHARED_NAMES = {
    "Command": "each command of manage.py",
    "application": "what each interface of a server asks for",
    "make_application": "the same, made",
    "urlpatterns": "each address book of Django",
    "logger": "each module's own, by the name it gives",
    "register": "each library of template tags",
} | dict.fromkeys(
    ["dump", "put_back", "put_in_place", "refuse_own_files", "tried", "version_of"],
    "the same act for each database",
)
EXAMPLE = re.compile(r"^\s*>>> ", re.M)
WITH_EXAMPLES = [
    str(path.with_suffix("")).removesuffix("/__init__").replace("/", ".")
    for path in FILES
    if EXAMPLE.search((ROOT / path).read_text(encoding="utf-8"))
]
# those whose use an example tells better than words
MUST_SHOW = [
    "content.pages.fragment_cache.cached",
    "content.records.rows.record_of",
    "content.records.schema.complete",
    "content.text.block_diff.carry",
    "guide_portal.roadmap.gathering.gather",
    "guide_portal.roadmap.short_link.decode",
    "guide_portal.roadmap.short_link.encode",
    "guide_portal.search.engine.spelling.Vocabulary.rejoin",
    "procedures.rules.checklist.tick",
]


def top_names(tree: ast.Module) -> set[str]:
    """What a module defines for others: functions, classes, constants."""
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {t.id for t in node.targets if isinstance(t, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return {name for name in names if not name.startswith("_")}


def test_a_public_name_has_one_meaning():
    known: dict[str, Path] = {}
    for path in FILES:
        for name in top_names(ast.parse((ROOT / path).read_text("utf-8"))):
            first = known.setdefault(name, path)
            assert first is path or name in SHARED_NAMES, f"{name}: {first}, {path}"


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_of_a_docstring_hold(name):
    found = doctest.testmod(import_module(name))
    assert found.attempted and not found.failed


@pytest.mark.parametrize("dotted", MUST_SHOW)
def test_what_words_tell_badly_has_an_example(dotted):
    parts = dotted.split(".")
    place = next(n for n in range(len(parts), 0, -1) if ".".join(parts[:n]) in MODULES)
    found = import_module(".".join(parts[:place]))
    for part in parts[place:]:
        found = getattr(found, part)
    assert EXAMPLE.search(found.__doc__)


def logged(tree: ast.Module) -> list[str]:
    """The events that a module logs: the first words of each call of its logger."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [
        call.args[0].value
        for call in calls
        if ast.unparse(call.func).startswith(("logger.", "log_event"))
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]


def test_an_event_of_a_log_has_an_english_name():
    french = re.compile(
        r"[^\x00-\x7f]|\b(?:le|la|les|de|du|une?|pas|base|fiche)\b", re.I
    )
    found = [e for p in FILES for e in logged(ast.parse((ROOT / p).read_text("utf-8")))]
    assert len(found) > 15
    assert [event for event in found if french.search(event)] == []


MODULES = {str(path.with_suffix("")).replace("/", ".") for path in FILES}
