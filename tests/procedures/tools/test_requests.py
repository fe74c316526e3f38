"""Stateless forms: another site's are refused, our own and an old phone's are taken."""

import pytest


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize(
    "place", ["/guide/saisir-mediateur/verifier/", "/code-personnel/"]
)
def test_a_tool_refuses_what_another_site_sends(reader, place, headers):
    answer = reader.post(place, {"code": "Abcdefg1"}, headers=headers)
    assert answer.status_code == 403
    assert "vient d'un autre site" in answer.content.decode().replace("&#x27;", "'")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}],
)
def test_a_tool_takes_what_its_own_page_or_an_old_phone_sends(reader, headers):
    place = "/guide/saisir-mediateur/verifier/"
    assert reader.post(place, {}, headers=headers).status_code == 200


def test_a_body_too_large_is_refused_in_french(reader):
    answer = reader.post("/code-personnel/", {"code": "a" * 70_000})
    assert answer.status_code == 413
    assert "trop long" in answer.content.decode()
