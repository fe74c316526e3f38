"""The code checker and the file checker: what is tried stays with the person."""

from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from content import store
from content.fragments import kept_fragment
from content.web import crumbs, reading_page
from procedures.password import judge, verdict
from procedures.tools import tool

PAGE, FILES_PAGE = "choisir-code-personnel", "commander-carte-vitale"
VERDICTS = {
    "ok": "Ce code suit les règles du guide",
    "bloque": "Ce code serait refusé",
    "verifier": "À vérifier",
}


@tool("GET", "POST")
@sensitive_post_parameters("code")
@sensitive_variables()
def code(request):
    snapshot = store.current()
    entry = snapshot.pages[PAGE]
    shortest, longest = length_of(snapshot.full(entry))
    tried = request.method == "POST"
    typed = request.POST.get("code", "") if tried else ""
    rules = judge(typed, shortest, longest)
    context = {
        "rules": rules,
        "tried": tried,
        "htmx": bool(request.htmx),
        "verdict": verdict(rules),
        "said": VERDICTS[verdict(rules)],
    }
    if request.htmx:
        # the results are the key, never the candidate
        key = (
            tried,
            *((rule.result, rule.advice) for rule in rules),
            shortest,
            longest,
        )
        return kept_fragment(request, snapshot, "code.html#rules", key, lambda: context)
    context |= {
        "entry": entry,
        "crumbs": crumbs(snapshot.root(entry.section), entry),
        "edition": entry.edition,
    }
    return render(request, "code.html", context)


def length_of(page):
    """The shortest and longest code, which staff may change."""
    for line in page["requirements"]:
        if line["control"] == "length":
            return line["params"].get("min", 8), line["params"].get("max", 50)
    return 8, 50


@reading_page
def files(request):
    snapshot = store.current()
    entry = snapshot.pages[FILES_PAGE]
    page = snapshot.full(entry)
    lines = [r for r in page["requirements"] if r["control"].startswith("upload")]
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
    return render(request, "files.html", context)
