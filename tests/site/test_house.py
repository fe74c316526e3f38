"""The house stands as it is described: floors, pure rooms, small files."""

import ast
import re
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.checks.urls import check_resolver
from django.urls import get_resolver

from tests.support.paths import FLOORS, ROOT
from tests.support.paths import MODULES as FILES

MODULE = re.compile(rf"(?:{'|'.join(FLOORS)})(?:\.\w+)+")
# read when they are first needed: most processes never need them
LATE = {
    ("guide_portal/search/engine/ranking.py", "guide_portal.search.engine.candidates"),
    ("procedures/rules/deadlines.py", "holidays"),
    ("procedures/tools/deadlines.py", "procedures.tools.ics"),
    ("guide_portal/serving/negotiation.py", "werkzeug.datastructures"),
    ("guide_portal/serving/negotiation.py", "werkzeug.http"),
}
# who may name a module in a string, which no import contract sees
DOTTED = {"guide_portal/settings.py", "guide_portal/urls.py", "guide_portal/wsgi.py"}
DOTTED |= {"guide_portal/rsgi.py", "guide_portal/desk/account_settings.py"}
DOTTED |= {"guide_portal/middleware.py"}
TESTS, BENCHES = (
    [path.relative_to(ROOT) for path in sorted((ROOT / folder).rglob("*.py"))]
    for folder in ("tests", "bench")
)
MODULES_OF_A_FOLDER = 14
LINES_OF_A_FILE = 200
LINES_OF_A_FUNCTION = 30
FUNCTIONS = ast.FunctionDef, ast.AsyncFunctionDef


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


def test_imports_keep_to_the_contracts():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_what_serves_needs_neither_bench_nor_tests():
    for path in FILES:
        roots = {name.split(".")[0] for name in imported(path)}
        assert not roots & {"bench", "tests"}, path


def test_a_test_takes_its_helpers_from_support_alone():
    for path in TESTS:
        ours = {n for n in imported(path) if n.split(".")[0] in ("tests", "bench")}
        assert all(name.startswith("tests.support.") for name in ours), (path, ours)


def test_no_two_tests_have_one_name():
    names = Counter(
        node.name
        for path in TESTS
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_no_folder_holds_more_modules_than_one_looks_through():
    modules = [path for path in FILES + TESTS + BENCHES if path.stem != "__init__"]
    folders = Counter(path.parent for path in modules)
    crowded = {f: n for f, n in folders.items() if n > MODULES_OF_A_FOLDER}
    assert crowded == {}


def test_tests_and_benches_stay_small():
    for path in TESTS + BENCHES:
        lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
        assert lines <= LINES_OF_A_FILE, f"{path}: {lines} lines, split it by subject"


def test_a_module_named_in_a_string_exists_and_is_named_at_the_top_alone():
    for path in FILES:
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if not isinstance(text, str) or not MODULE.fullmatch(text):
                continue
            module, _, name = text.rpartition(".")
            file = (ROOT / module.replace(".", "/")).with_suffix(".py")
            if file.exists():
                assert str(path) in DOTTED, (path, text)
                # read, not imported: some start what serves
                assert re.search(rf"\b{name}\b", file.read_text("utf-8")), text


def test_no_import_hides_in_a_function_but_those_that_spare_memory():
    late = set()
    for path in FILES:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, FUNCTIONS):
                late |= {(str(path), name) for name in names_in(function)}
    assert late == LATE


@pytest.mark.parametrize("path", FILES + TESTS, ids=str)
def test_a_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse((ROOT / path).read_text(encoding="utf-8")))


def test_files_and_functions_stay_small():
    for path in FILES:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert len(text.splitlines()) <= LINES_OF_A_FILE, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, FUNCTIONS):
                length = node.end_lineno - node.lineno + 1
                assert length <= LINES_OF_A_FUNCTION, f"{path}: {node.name}"


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


TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# served when nothing of Django is left to name an address
ALONE = {"400.html", "500.html", "503.html"}


def test_a_line_of_a_template_can_be_reviewed():
    for path in TEMPLATES:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            assert len(line) <= 160, f"{path}:{number}"


def test_templates_name_addresses_and_type_none():
    typed = re.compile(r"""(?:href|src|action|hx-[a-z]+)=["']/""")
    for path in TEMPLATES:
        if path.name not in ALONE:
            assert not typed.search(path.read_text("utf-8")), path


def test_the_path_of_the_desk_is_one_setting(reader, settings):
    settings.DESK_PATH = "atelier/"
    robots = reader.get("/robots.txt").content.decode()
    worker = reader.get("/sw.js").content.decode()
    for text in (robots, worker):
        assert "/atelier/" in text and "/gestion/" not in text
