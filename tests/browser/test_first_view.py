"""What a phone receives at its first view of a page, and when it shows text."""

import pytest

pytestmark = pytest.mark.usefixtures("published")


@pytest.mark.parametrize(
    ("address", "most", "requests"),
    [("/guide/creer-compte-ameli/", 26_000, 7), ("/", 17_000, 7)],
)
def test_the_whole_first_view_weighs_little(visit, address, most, requests):
    """HTML, style, scripts and QR, headers included, as a phone receives them."""
    visitor = visit(width=375)
    wire = visitor.context.new_cdp_session(visitor.page)
    wire.send("Network.enable")
    weights: list[int] = []
    wire.on(
        "Network.loadingFinished",
        lambda told: weights.append(told["encodedDataLength"]),
    )
    visitor.open(address)
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.complaints == []
    assert sum(weights) <= most
    assert len(visitor.requests) <= requests, visitor.requests


def test_the_top_of_a_page_is_shown_while_its_styles_are_on_the_way(visit):
    visitor = visit(width=375)
    held = []
    visitor.page.route("**/css/site.*", lambda route: held.append(route))
    visitor.page.goto("/guide/creer-compte-ameli/", wait_until="commit")
    painted = "() => performance.getEntriesByName('first-contentful-paint').length"
    visitor.page.wait_for_function(painted)
    title = visitor.page.locator("h1")
    assert title.is_visible()
    assert title.evaluate("e => getComputedStyle(e).fontSize") == "24px"
    assert len(held) == 1
    held[0].continue_()
    visitor.page.wait_for_load_state("load")
    assert visitor.page.locator(".foot a").first.is_visible()
    assert visitor.complaints == []
