"""The code checker: seven rules, and nothing kept."""

import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.rules.access_code import check_code, verdict
from procedures.tools import access_code

KEYS = [
    "length",
    "lower",
    "upper",
    "digit-or-special",
    "allowed",
    "no-nir",
    "no-birth-date",
]
VECTORS = [
    ("Abcdefg1", "ok", {}),
    ("abcdefg1", "bloque", {"upper": "ko"}),
    ("ABCDEFG1", "bloque", {"lower": "ko"}),
    ("Abcdefgh", "bloque", {"digit-or-special": "ko"}),
    ("Abcdefg!", "verifier", {"allowed": "verifier"}),
    ("Abc1", "bloque", {"length": "ko"}),
    ("A" + "b" * 48 + "1", "ok", {}),
    ("A" + "b" * 49 + "1", "bloque", {"length": "ko"}),
    ("Abcdéfg1", "verifier", {"allowed": "verifier"}),
    ("Soleil 12", "verifier", {"allowed": "verifier"}),
    ("Paris1975x", "verifier", {"no-birth-date": "verifier"}),
    ("Abc14071975", "verifier", {"no-birth-date": "verifier"}),
    ("Chat1407Noir", "verifier", {"no-birth-date": "verifier"}),
    ("Abc1850175123456", "bloque", {"no-nir": "ko"}),
    ("Xx12345678", "ok", {}),
    ("motDePasse٣", "bloque", {"digit-or-special": "ko", "allowed": "verifier"}),
    ("Mot-De-Passe", "verifier", {"allowed": "verifier"}),
]


def marks(html):
    found = re.findall(r'data-rule="([a-z-]+)"\s+data-result="([a-z]+)"', html)
    return dict(found), [key for key, _ in found]


@pytest.mark.parametrize(("code", "expected", "others"), VECTORS)
def test_a_candidate_is_judged_rule_by_rule(reader, code, expected, others):
    answer = reader.post("/code-personnel/", {"code": code})
    results, order = marks(answer.content.decode())
    assert order == KEYS
    assert results == dict.fromkeys(KEYS, "ok") | others
    assert f'data-verdict="{expected}"' in answer.content.decode()
    assert code not in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.status_code == 200 and not answer.cookies


def test_before_anything_is_typed_every_rule_is_to_check(reader):
    answer = reader.get("/code-personnel/?code=Abcdefg1")
    results, order = marks(answer.content.decode())
    assert order == KEYS and set(results.values()) == {"verifier"}
    assert "data-verdict" not in answer.content.decode()


def test_with_htmx_only_the_rules_come(reader):
    html = reader.post(
        "/code-personnel/", {"code": "Abc"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in html and len(marks(html)[1]) == 7
    assert "Ajouter 5 caractères" in html


def test_the_length_is_the_one_of_the_guide_s_page(reader, settings, tmp_path):
    import json

    data = json.loads(settings.SNAPSHOT_FILE.read_text(encoding="utf-8"))
    for edition in data["editions"]:
        for line in (edition["record"] or {}).get("requirements", []):
            if line.get("control") == "length":
                line["params"] = {"min": 12, "max": 20}
    settings.SNAPSHOT_FILE = tmp_path / "snapshot.json"
    settings.SNAPSHOT_FILE.write_text(json.dumps(data), encoding="utf-8")
    html = reader.post("/code-personnel/", {"code": "Abcdefg1"}).content.decode()
    assert marks(html)[0]["length"] == "ko"
    assert "entre 12 et 20" in html


SECRET = "Zq7tresSecret"


def test_a_forced_error_never_shows_the_candidate(
    client, monkeypatch, caplog, settings
):

    def broken(*args):
        raise RuntimeError("forced")

    monkeypatch.setattr(access_code, "check_code", broken)
    client.raise_request_exception = False
    for debug in (False, True):
        settings.DEBUG = debug
        with caplog.at_level(logging.DEBUG):
            answer = client.post("/code-personnel/", {"code": SECRET})
        assert answer.status_code == 500
        assert SECRET not in answer.content.decode()
    assert SECRET not in caplog.text


@given(st.text(max_size=80))
def test_any_text_gets_seven_results_and_one_verdict(code):
    rules = check_code(code)
    assert [rule.key for rule in rules] == KEYS
    assert verdict(rules) in ("ok", "bloque", "verifier")
    assert all(rule.advice for rule in rules if rule.result == "ko")


def mask(code):
    """What the device sends instead of letters."""
    return re.sub(
        r"[^\W\d_]",
        lambda m: "a" if "a" <= m[0] <= "z" else "A" if "A" <= m[0] <= "Z" else "é",
        code,
    )


@given(st.text(st.characters(codec="latin-1"), min_size=1, max_size=60))
def test_masking_the_letters_changes_no_result(code):
    masked = mask(code)
    if len(masked) == len(code) and "²" not in code:
        assert [r.result for r in check_code(masked)] == [
            r.result for r in check_code(code)
        ]
