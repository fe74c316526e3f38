"""The strict reader: what is written is what is read, every refusal says where."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.publishing.guide_files.folder import read_folder
from content.text.yaml_format import dump_yaml, parse_yaml
from tests.support.paths import GUIDE


def faults(text: str | bytes) -> list[str]:
    raw = text if isinstance(text, bytes) else text.encode()
    return [str(fault) for fault in parse_yaml(raw, "f.yaml")[1]]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a: 3646", 3646),
        ("a: 0612", "0612"),
        ("a: no", "no"),
        ("a: on", "on"),
        ("a: true", True),
        ("a: 12:30", "12:30"),
        ("a: 2022-06-14", "2022-06-14"),
        ("a: 1e3", "1e3"),
        ("a: '3646'", "3646"),
        ("a:", None),
        ("a: ~", None),
        ("a: [1, deux]", [1, "deux"]),
    ],
)
def test_only_true_false_integers_and_emptiness_are_more_than_text(written, value):
    node, found = parse_yaml(written.encode(), "f.yaml")
    assert (found, node.plain()["a"]) == ([], value)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("- a: 1\n  a: 2\n", "f.yaml:2:3", "écrite deux fois"),
        ("- a: &x 1\n- b: *x\n", "f.yaml:1:6", "renvois YAML"),
        ("- a: !!python/object:os.system 1\n", "f.yaml:1:6", "étiquette"),
        ("a: 1\n---\nb: 2\n", "f.yaml:2:1", "un seul document"),
        ("a:\n\t- b\n", "f.yaml:2:1", "tabulation"),
        ('- a: "jamais fermé\n', "f.yaml:2:1", "guillemet"),
        ("- a: un : deux\n", "f.yaml:1:9", "guillemets"),
        ("- " * 40 + "a", "f.yaml:1:41", "20 niveaux"),
        (b"a: \x00\n", "f.yaml:1:4", "U+0000"),
        (b"a: b\nc: \xff\n", "f.yaml:2:1", "UTF-8"),
        ("? [a]\n: b\n", "f.yaml:1:3", "une clé doit être un mot"),
        (b"- a: un texte\n\tsuite\n", "f.yaml:2:1", "tabulation : mettre"),
        (b"- a: |\n\tsuite\n", "f.yaml:2:1", "tabulation : mettre"),
        (b"a" * 40_000_001, "f.yaml:1:1", "40 Mo"),
    ],
)
def test_a_refusal_says_where_and_what_to_write(text, place, words):
    [fault] = faults(text)
    assert fault.startswith(place + ":"), fault
    assert words in fault


def test_all_repeated_keys_are_told_at_once():
    assert len(faults("- a: 1\n  a: 2\n- b: 1\n  b: 2\n")) == 2


@given(st.binary(max_size=400))
@example(b"a: b: c")
@example(b"\xef\xbb\xbf- a")
@example(b"%YAML 9.9\n---\n")
def test_no_bytes_give_a_traceback(raw):
    node, found = parse_yaml(raw, "f.yaml")
    assert node is not None or found
    assert all(re.match(r"f\.yaml:\d+:\d+: .", str(fault)) for fault in found)


@given(st.text(alphabet="-:[]{}?&*!|>'\"%@`#,ab1 \n\t\\", max_size=60))
def test_no_text_of_special_signs_gives_a_traceback(text):
    node, found = parse_yaml(text.encode(), "f.yaml")
    assert node is not None or found


PLAIN = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(10**12), 10**12),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc-é", min_size=1, max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(st.text("abc", min_size=1), PLAIN, min_size=1), min_size=1)
)
def test_yaml_that_was_written_is_read_back_the_same(records):
    node, found = parse_yaml(dump_yaml(records).encode(), "f.yaml")
    assert found == []
    assert node.plain() == records


TOKENS = "- |: |\n|  |'|[|]|{|&a |*a|!!x |>|#|\t|~|---\n|when:|rules:".split("|")
TOKENS += ["answers: 3", "questions: []", "- key: x\n", "|"]
CUTS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(TOKENS)),
    min_size=1,
    max_size=5,
)


@given(st.sampled_from(sorted(GUIDE.iterdir())), CUTS)
def test_no_mutation_of_the_guide_gives_a_traceback(path, cuts):
    text = path.read_text(encoding="utf-8")
    for place, removed, token in cuts:
        at = int(place * len(text))
        text = text[:at] + token + text[at + removed :]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / path.name).write_text(text, encoding="utf-8")
        _, found = read_folder(Path(folder))
    assert all(re.match(r".+:\d+:\d+: .", str(fault)) for fault in found)
