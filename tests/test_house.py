"""The house stands as it is described: floors, pure rooms, small files."""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.checks.urls import check_resolver
from django.urls import get_resolver

ROOT = Path(__file__).parent.parent
FLOORS = ["content", "procedures", "troubleshooting", "guide_portal"]  # ground first
PURE = {
    "content/buckets.py",
    "content/changes.py",
    "content/events.py",
    "content/faults.py",
    "content/prose.py",
    "content/yaml_file.py",
    "guide_portal/candidates.py",
    "guide_portal/french.py",
    "guide_portal/judging.py",
    "guide_portal/query.py",
    "guide_portal/roadmap.py",
    "guide_portal/search.py",
    "guide_portal/spelling.py",
    "procedures/channels.py",
    "procedures/checklist.py",
    "procedures/deadlines.py",
    "procedures/eligibility.py",
    "procedures/password.py",
}
FILES = [
    path.relative_to(ROOT)
    for floor in FLOORS
    for path in sorted((ROOT / floor).rglob("*.py"))
    if "migrations" not in path.parts
]
# read when they are first needed: most processes never need them
LATE = {
    ("guide_portal/search.py", "guide_portal.search.engine.candidates"),
    ("procedures/deadline_views.py", "procedures.tools.requests.ics"),
    ("procedures/deadlines.py", "holidays"),
}
TESTS = [path.relative_to(ROOT) for path in sorted((ROOT / "tests").rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Every module a file imports, inside functions too."""
    return names_in(ast.parse((ROOT / path).read_text(encoding="utf-8")))


def names_in(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_imports_only_go_down():
    wrong = [
        f"{path} imports {name}"
        for path in FILES
        for name in imported(path)
        if name.split(".")[0] in FLOORS
        and FLOORS.index(name.split(".")[0]) > FLOORS.index(path.parts[0])
    ]
    assert wrong == []


def test_what_serves_needs_neither_bench_nor_tests():
    for path in FILES:
        roots = {name.split(".")[0] for name in imported(path)}
        assert not roots & {"bench", "tests"}, path


@pytest.mark.parametrize("path", sorted(PURE))
def test_a_pure_module_knows_no_django(path):
    allowed = {name[:-3].replace("/", ".") for name in PURE}
    for name in imported(Path(path)):
        assert not name.startswith("django")
        assert name.split(".")[0] not in FLOORS or name in allowed


def test_no_import_hides_in_a_function_but_those_that_spare_memory():
    late = set()
    for path in FILES:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                late |= {(str(path), name) for name in names_in(function)}
    assert late == LATE


def test_there_is_no_import_cycle():
    modules = {str(p.with_suffix("")).replace("/", "."): imported(p) for p in FILES}

    def reaches(start: str, goal: str, seen: set[str]) -> bool:
        for name in modules.get(start, ()):
            if name == goal:
                return True
            if name in modules and name not in seen:
                seen.add(name)
                if reaches(name, goal, seen):
                    return True
        return False

    assert [name for name in modules if reaches(name, name, set())] == []


@pytest.mark.parametrize("path", FILES + TESTS, ids=str)
def test_a_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8")))


def test_files_and_functions_stay_small():
    for path in FILES:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 250, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 40, f"{path}: {node.name}"


def test_no_page_holds_an_inline_script_or_style():
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text and "<style" not in text, path
        assert "|safe" not in text and " onclick" not in text, path
        assert "<script" not in text, path


def test_the_desk_passes_the_checks_of_the_framework():
    """Which `check` alone never reads: its registrations come with its addresses."""
    desk = "guide_portal.admin_urls"
    import_module(desk)
    assert run_checks(tags=["admin"]) + check_resolver(get_resolver(desk)) == []
