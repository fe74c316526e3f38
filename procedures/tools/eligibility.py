"""« Puis-je ? »: the eligibility tables of a page; the answers are not kept."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render

from content.models import Published, PublishedLine
from content.pages.fragment_cache import cached_fragment
from content.pages.http import Request, absolute, crumbs, elsewhere
from content.snapshot import store
from content.snapshot.model import Entry, Snapshot
from procedures.models import PublishedFiche
from procedures.page_links import check_address, target
from procedures.rules.eligibility import judge_answers
from procedures.tools.requests import stateless_tool

CHECK_HEADINGS = {
    "ok": "Possible d'après le guide",
    "bloque": "Pas possible ainsi : voici la suite",
    "verifier": "À vérifier",
    "en-cours": "Répondez aux questions",
}


@stateless_tool("GET", "POST")
def eligibility(request: Request, slug: str) -> HttpResponse:
    snapshot = store.current_snapshot()
    entry = snapshot.pages.get(slug)
    if not entry:
        return elsewhere(request, slug)
    page: Published = snapshot.full(entry)
    checks = page.checks if isinstance(page, PublishedFiche) else []
    if not checks:
        return redirect(entry.address)
    address = check_address(entry)
    if request.path != address:
        return redirect(address)
    given = request.POST if request.method == "POST" else request.GET
    answers = read_answers(checks, given)

    def context() -> dict[str, Any]:
        tables = [
            table(snapshot, entry, c, answers, bool(request.htmx)) for c in checks
        ]
        return {
            "page": page,
            "entry": entry,
            "crumbs": crumbs(snapshot.root(entry.section), entry),
            "address": address,
            "tables": tables,
            "focus": focus(tables) if request.htmx and answers else "",
            "shared": address_with_answers(request, address, answers)
            if "partager" in given
            else "",
            "whole": not request.htmx,
            "answered": bool(answers),
        }

    if request.htmx:
        key = (slug, "partager" in given, *answers.items())
        return cached_fragment(
            request, snapshot, "tools/eligibility.html#questions", key, context
        )
    return render(request, "tools/eligibility.html", context())


def read_answers(checks: list[PublishedLine], given: Any) -> dict[str, str]:
    """The known answers to questions of this page; the one to change is left out."""
    changed = given.get("changer")
    return {
        question["key"]: answer["key"]
        for check in checks
        for question in check["questions"]
        if question["key"] in given and question["key"] != changed
        for answer in question["answers"]
        if answer["key"] == given[question["key"]]
    }


def table(
    snapshot: Snapshot,
    entry: Entry,
    check: PublishedLine,
    answers: dict[str, str],
    one_by_one: bool,
) -> dict[str, Any]:
    """A table with its outcome, its questions on screen and those answered."""
    outcome = judge_answers(check, answers)
    questions = [
        question | {"given": answers.get(question["key"], "")}
        for question in check["questions"]
    ]
    answered = [q | {"label": label(q)} for q in questions if label(q)]
    shown = questions
    if one_by_one:
        shown = [q for q in questions if q["key"] == outcome.ask]
    motives = [
        motive._asdict()
        | {"links": [link for n in motive.next if (link := target(snapshot, entry, n))]}
        for motive in outcome.motives
    ]
    return {
        "check": check,
        "outcome": outcome,
        "said": CHECK_HEADINGS[outcome.verdict],
        "motives": motives,
        "questions": shown,
        "answered": answered if one_by_one else [],
        "left": sum(not label(q) for q in questions),
    }


def focus(tables: list[dict[str, Any]]) -> str:
    """Where the reader goes on: the first question left, else the first verdict."""
    waiting = [t["outcome"].ask for t in tables if t["outcome"].ask]
    return waiting[0] if waiting else tables[0]["check"]["key"]


def label(question: PublishedLine) -> str:
    """The words of the answer given, or nothing."""
    for answer in question["answers"]:
        if answer["key"] == question["given"]:
            return answer["label"]
    return ""


def address_with_answers(
    request: Request, address: str, answers: dict[str, str]
) -> str:
    """The address that carries the answers, made only when asked."""
    return absolute(request, address + "?" + urlencode(answers))
