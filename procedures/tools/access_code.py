"""Views of the code checker and of the file checker: what is tried stays with the
person."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from content.pages.fragment_cache import cached_fragment
from content.pages.http import Request, crumbs, reading_page
from content.snapshot import store
from procedures.models import PublishedProcedure
from procedures.rules.access_code import check_code, verdict
from procedures.tools.requests import stateless_tool

PAGE, FILES_PAGE = "choisir-code-personnel", "commander-carte-vitale"
CODE_HEADINGS = {
    "ok": "Ce code suit les règles du guide",
    "bloque": "Ce code serait refusé",
    "verifier": "À vérifier",
}


@stateless_tool("GET", "POST")
@sensitive_post_parameters("code")
@sensitive_variables()
def code_checker(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    entry = snapshot.pages[PAGE]
    shortest, longest = length_of(snapshot.full(entry, PublishedProcedure))
    tried = request.method == "POST"
    typed = request.POST.get("code", "") if tried else ""
    rules = check_code(typed, shortest, longest)
    context = {
        "rules": rules,
        "tried": tried,
        "judged": tried and bool(typed),
        "htmx": bool(request.htmx),
        "verdict": verdict(rules),
        "said": CODE_HEADINGS[verdict(rules)],
    }
    if request.htmx:
        # the results are the key, never the candidate
        results = ((rule.result, rule.advice) for rule in rules)
        key = tried, bool(typed), *results, shortest, longest
        return cached_fragment(
            request, snapshot, "tools/access_code.html#rules", key, lambda: context
        )
    context |= {
        "entry": entry,
        "crumbs": crumbs(snapshot.root(entry.section), entry),
        "edition": entry.edition,
    }
    return render(request, "tools/access_code.html", context)


def length_of(page: PublishedProcedure) -> tuple[int, int]:
    """The shortest and longest code, which staff may change."""
    for line in page.requirements:
        if line["control"] == "length":
            return line["params"].get("min", 8), line["params"].get("max", 50)
    return 8, 50


@reading_page
def file_checker(request: Request) -> HttpResponse:
    snapshot = store.current_snapshot()
    entry = snapshot.pages[FILES_PAGE]
    page = snapshot.full(entry, PublishedProcedure)
    lines = [r for r in page.requirements if r["control"].startswith("upload")]
    limits = {
        f"{line['control']}-{name}".replace("_", "-"): value
        for line in lines
        for name, value in line["params"].items()
        if isinstance(value, int)
    }
    context = {
        "entry": entry,
        "crumbs": crumbs(snapshot.root(entry.section), entry),
        "lines": lines,
        "kinds": [("photo", "La photo d'identité"), ("piece", "La pièce d'identité")],
        "limits": limits,
        "edition": entry.edition,
    }
    return render(request, "tools/files.html", context)
