"""Every request that htmx makes on the site: where, what a hand does, what comes."""

from typing import NamedTuple

from playwright.sync_api import Page

FICHE = "/guide/creer-compte-ameli/"
SHEET = "/feuille-de-route/?fiche=payer-creance&fiche=code-oublie"
DEADLINE = "/guide/changer-nom-usage/delais/quinze-jours/"


class HtmxTool(NamedTuple):
    """A tool: the page it stands on, what is typed or chosen in which element, what is
    pressed then, and what shows that it answered."""

    name: str
    template: str
    mark: str  # of its element in the template, after `hx-get` or `hx-post`
    address: str
    field: str = ""
    typed: str = ""
    press: str = ""
    answered: str = ""
    request: str = "**"  # the addresses of its requests


HTMX_TOOLS = [
    HtmxTool(
        "live search", "search/search.html", "#_resultats", "/recherche/",
        field="#_mots", typed="carte perdue", answered="[data-slug]",
        request="**/recherche/?q=*",
    ),
    HtmxTool(
        "check", "tools/eligibility.html", "{{ address }}", FICHE + "verifier/",
        field="[data-question=numero] input[value=oui]",
        press="[data-question=numero] ~ p button", answered="[data-question=chiffre]",
        request="**/verifier/",
    ),
    HtmxTool(
        "check begun again", "tools/eligibility.html", "Recommencer",
        FICHE + "verifier/?numero=oui", press="text=Recommencer",
        answered=".check [name=suite].main", request="**/verifier/",
    ),
    HtmxTool(
        "check opened in its page", "includes/check_links.html", "#_ici", FICHE,
        press="#_ici a", answered="#_ici [data-question]", request="**/verifier/",
    ),
    HtmxTool(
        "ticks of a démarche", "pages/procedure.html", "#_coches", FICHE,
        field="#_c-rib", answered="text=1 sur 7 réuni", request="**/?fait=*",
    ),
    HtmxTool(
        "ticks of a problem", "pages/trouble.html", "#_coches",
        "/depannage/code-oublie/", field="[data-check] >> nth=0",
        answered="text=1 essai sur", request="**/?fait=*",
    ),
    HtmxTool(
        "deadline", "tools/deadline.html", "#_limite", DEADLINE, field="#_depuis",
        typed="2026-11-24", press=".ask .main", answered="[data-deadline]",
        request="**/delais/**?depuis=*",
    ),
    HtmxTool(
        "code", "../static/js/code.js", "#_regles", "/code-personnel/", field="#_code",
        typed="Bonjour75!", answered="#_verdict [data-verdict]",
        request="**/code-personnel/",
    ),
    HtmxTool(
        "fiche moved down", "includes/sheet_editor.html", "{{ fiche.down }}", SHEET,
        press="#_bas-payer-creance", answered="text=place 2 sur 2",
        request="**/feuille-de-route/*geste=*",
    ),
    HtmxTool(
        "fiche moved up", "includes/sheet_editor.html", "{{ fiche.up }}", SHEET,
        press="#_haut-code-oublie", answered="text=place 1 sur 2",
        request="**/feuille-de-route/*geste=*",
    ),
    HtmxTool(
        "fiche removed", "includes/sheet_editor.html", "{{ fiche.remove }}", SHEET,
        press="#_retirer-code-oublie", answered="text=est retirée",
        request="**/feuille-de-route/*geste=*",
    ),
    HtmxTool(
        "parts of a sheet", "includes/sheet_editor.html", "{% url 'roadmap' %}", SHEET,
        press="#_b-etapes", answered="#_feuille:not(:has(#etapes))",
        request="**/feuille-de-route/*bloc=aucun*",
    ),
    HtmxTool(
        "ticks of a sheet", "includes/sheet_ticks.html", "#_feuille", SHEET,
        field="#_coches [type=checkbox] >> nth=0", answered="text=/1 sur \\d+ fait/",
        request="**/feuille-de-route/*fait=*",
    ),
]  # fmt: skip
# requests that no reader waits for: each says why nothing is told when they fail
QUIET = {
    ("search/search.html", "{% url 'counted_search' %}"): "counts failed searches",
}


def handle(page: Page, tool: HtmxTool) -> None:
    """What a hand does with a tool that is shown."""
    if tool.typed:
        page.fill(tool.field, tool.typed)
    elif tool.field:
        page.check(tool.field)
    if tool.press:
        page.click(tool.press)


def act(page: Page, tool: HtmxTool) -> None:
    """The state of a tool once it has answered."""
    page.goto(tool.address)
    page.locator(tool.press or tool.field).first.wait_for()
    handle(page, tool)
    page.locator(tool.answered).first.wait_for()
