"""Steps that differ by channel are brought together; others never are."""

import pytest

from procedures.rules.channels import phases


def steps(*channels: str) -> list[dict]:
    return [
        {"phase": "", "channel": name, "text": f"{number}"}
        for number, name in enumerate(channels)
    ]


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        (("web", "app"), [["web", "app"]]),
        (("", "web"), [[""], ["web"]]),
        (("web", ""), [["web"], [""]]),
        (("", "web", "app", ""), [[""], ["web", "app"], [""]]),
        (("web", "web"), [["web"], ["web"]]),
        (("web", "app", "web"), [["web", "app"], ["web"]]),
    ],
)
def test_neighbours_that_each_name_another_channel_are_variants_of_one_step(
    channels, expected
):
    [phase] = phases(steps(*channels))
    assert [[s["channel"] for s in variants] for variants in phase.steps] == expected
