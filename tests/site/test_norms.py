"""ASVS, RGAA: each number of a norm has a test or a reason; sources show no way in."""

import ast
import re

import pytest

from tests.support.paths import ROOT

FLOORS = ("content", "procedures", "troubleshooting", "guide_portal")


MODULES = [p for floor in FLOORS for p in sorted((ROOT / floor).rglob("*.py"))]


def spread(ranges: str) -> set[str]:
    """« 1.2 1-9 » → 1.2.1 … 1.2.9."""
    found = set()
    for line in ranges.split(";"):
        part, first, last = re.fullmatch(r"\s*([\d.]+) (\d+)-(\d+)\s*", line).groups()
        found |= {f"{part}.{n}" for n in range(int(first), int(last) + 1)}
    return found


# the numbers of levels 1 and 2
ASVS = spread(
    "1.1 1-2; 1.2 1-9; 1.3 1-11; 1.4 1-3; 1.5 1-2; 2.1 1-3; 2.2 1-3; 2.3 1-4; 2.4 1-1;"
    "3.2 1-2; 3.3 1-4; 3.4 1-6; 3.5 1-5; 3.7 1-2; 4.1 1-3; 4.2 1-1; 4.3 1-2; 4.4 1-4;"
    "5.1 1-1; 5.2 1-3; 5.3 1-2; 5.4 1-3; 6.1 1-3; 6.2 1-12; 6.3 1-4; 6.4 1-4; 6.5 1-5;"
    "6.6 1-3; 6.8 1-4; 7.1 1-3; 7.2 1-4; 7.3 1-2; 7.4 1-5; 7.5 1-2; 7.6 1-2; 8.1 1-2;"
    "8.2 1-3; 8.3 1-1; 8.4 1-1; 9.1 1-3; 9.2 1-4; 10.1 1-2; 10.2 1-2; 10.3 1-4;"
    "10.4 1-11; 10.5 1-5; 10.6 1-2; 10.7 1-3; 11.1 1-2; 11.2 1-3; 11.3 1-3; 11.4 1-4;"
    "11.5 1-1; 11.6 1-1; 12.1 1-3; 12.2 1-2; 12.3 1-4; 13.1 1-1; 13.2 1-5; 13.3 1-2;"
    "13.4 1-5; 14.1 1-2; 14.2 1-4; 14.3 1-3; 15.1 1-3; 15.2 1-3; 15.3 1-7; 16.1 1-1;"
    "16.2 1-5; 16.3 1-4; 16.4 1-3; 16.5 1-3; 17.1 1-1; 17.2 1-4; 17.3 1-2"
)


# the 106 criteria
RGAA = spread(
    "1 1-9; 2 1-2; 3 1-3; 4 1-13; 5 1-8; 6 1-2; 7 1-5; 8 1-10; 9 1-4; 10 1-14;"
    "11 1-13; 12 1-11; 13 1-12"
)


REASONS = ("fait :", "fait,", "exploitation", "sans objet", "écart", "vu :", "à faire")
REASONS += ("à vérifier à la main",)


def rows(name: str) -> list[tuple[list[str], str]]:
    """(numbers, proof) of each line of the tables of a document."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    found = re.findall(r"^\| (\d[\d., ]*) \|[^|]*\| (.*) \|$", text, re.M)
    return [(numbers.split(", "), proof.strip()) for numbers, proof in found]


@pytest.mark.parametrize(
    ("name", "wanted"), [("securite.md", ASVS), ("accessibilite.md", RGAA)]
)
def test_every_number_of_the_norm_has_a_test_or_a_reason(name, wanted):
    listed = [number for numbers, _ in rows(name) for number in numbers]
    assert len(listed) == len(set(listed))
    assert set(listed) == wanted
    sources = "".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("test_*.py"))
    known = set(re.findall(r"^def (test_\w+)", sources, re.M))
    for numbers, proof in rows(name):
        tests = set(re.findall(r"`(test_\w+)`", proof))
        assert tests <= known, (numbers, tests - known)
        assert tests or proof.startswith(REASONS), (numbers, proof)


def test_no_template_switches_escaping_off():
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            text = path.read_text("utf-8")
            assert not re.search(r"\|\s*safe\b|autoescape\s+off|safeseq", text), path


def test_no_module_runs_text_as_code():
    """No eval, no pickle, no shell, no SQL written by hand outside a constant."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {alias.name for alias in node.names}
                names.add(getattr(node, "module", "") or "")
                assert not names & {"pickle", "marshal", "shelve"}, path
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {"eval", "exec", "os.system", "os.popen"}, path
                assert not called.endswith((".raw", ".extra", "RawSQL")), (path, called)
                shell = {k.arg for k in node.keywords if ast.unparse(k.value) == "True"}
                assert "shell" not in shell, path


def test_scripts_never_write_markup_from_text():
    for path in [*ROOT.glob("static/js/*.js"), *ROOT.glob("static/desk/*.js")]:
        text = path.read_text("utf-8")
        assert not re.search(r"\.(inner|outer)HTML\s*\+?=", text), path
        assert not re.search(r"insertAdjacentHTML|document\.write|\beval\(", text), path
