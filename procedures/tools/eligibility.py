"""Eligibility views, « Puis-je ? »: the eligibility tables of a page, one answer at a
time; the answers are not kept."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from content.models import Published, PublishedLine
from content.pages.citations import citations
from content.pages.fragment_cache import cached_fragment
from content.pages.http import Request, absolute, crumbs, elsewhere
from content.snapshot import store
from content.snapshot.entries import Entry
from content.snapshot.model import Snapshot
from procedures.models import PublishedFiche
from procedures.page_links import check_address
from procedures.rules.chains import ASKING, WAITING, Turn, judge_chain
from procedures.rules.eligibility import missed
from procedures.rules.sent_answers import changed_answer, damaged, read_answers
from procedures.tools.outcomes import decision, heading, ready_messages
from procedures.tools.requests import stateless_tool


class GivenAnswers(NamedTuple):
    """What was answered, question → answer; the one to change with what it was; and
    whether questions come one by one."""

    answers: dict[str, str]
    changed: tuple[str, str]
    one_by_one: bool


@stateless_tool("GET", "POST")
def eligibility(request: Request, slug: str) -> HttpResponse:
    snapshot = store.current_snapshot()
    entry = snapshot.pages.get(slug)
    if not entry:
        return elsewhere(request, slug)
    page: Published = snapshot.full(entry)
    if not isinstance(page, PublishedFiche) or not page.checks:
        return redirect(entry.address)
    # an old name, or one in capitals: one address is printed and kept by browsers
    if request.path != check_address(entry):
        return redirect(check_address(entry))
    given = request.POST if request.method == "POST" else request.GET
    answers = read_answers(page.checks, given)
    if not request.htmx:
        context = questions_context(request, entry, page, answers)
        response = render(request, "tools/eligibility.html", context)
        if request.method == "POST":  # « Retour » finds the answers, asking nothing
            patch_cache_control(response, private=True, no_cache=True)
        return response
    return cached_fragment(
        request,
        snapshot,
        "tools/eligibility.html#questions",
        (
            *(slug, "partager" in given, missed(given, answers)),
            *(*answers.items(), changed_answer(page.checks, given)),
        ),
        lambda: questions_context(request, entry, page, answers),
    )


def questions_context(
    request: Request, entry: Entry, page: PublishedFiche, answers: dict[str, str]
) -> dict[str, Any]:
    """Everything the page, or its fragment, shows."""
    snapshot, address = store.current_snapshot(), check_address(entry)
    # without JavaScript every question costs a page: all are asked at once
    one_by_one = bool(request.htmx)
    given = request.POST if request.method == "POST" else request.GET
    asked = GivenAnswers(answers, changed_answer(page.checks, given), one_by_one)
    tables = [
        table(snapshot, entry, turn, asked)
        | {"messages": ready_messages(page, turn, answers)}
        for turn in judge_chain(page.checks, answers)
        if turn.state != WAITING or not one_by_one
    ]
    return {
        "page": page,
        "entry": entry,
        "crumbs": crumbs(snapshot.root(entry.section), entry),
        "address": address,
        "tables": tables,
        "citations": citations(snapshot, [table["motives"] for table in tables]),
        "focus": focus(tables) if one_by_one and "partager" not in given else "",
        "missing": missed(given, answers),
        "damaged": not one_by_one and damaged(page.checks, given),
        "carried": waiting_answers(tables, answers),
        "shared": result_link(request, address, answers) if "partager" in given else "",
        "whole": not one_by_one,
        "answered": bool(answers),
    }


def table(
    snapshot: Snapshot,
    entry: Entry,
    turn: Turn,
    asked: GivenAnswers,
) -> dict[str, Any]:
    """A table with its outcome, its questions on screen and those answered; the answer
    changed stands chosen, and counts no more."""
    check, state, outcome = turn
    questions = [
        question | {"given": asked.answers.get(question["key"], "")}
        for question in check["questions"]
    ]
    answered = [q | {"label": label(q)} for q in questions if label(q)]
    chosen = dict([asked.changed])
    shown = [q | {"given": q["given"] or chosen.get(q["key"], "")} for q in questions]
    if asked.one_by_one:
        shown = [q for q in shown if q["key"] == outcome.ask and state == ASKING]
    return decision(snapshot, entry, turn) | {
        "check": check,
        "state": state,
        "said": heading(turn),
        "ask": outcome.ask if state == ASKING else "",
        "questions": shown,
        "answered": answered if asked.one_by_one else [],
        "left": sum(not label(q) for q in questions),
    }


def waiting_answers(
    tables: list[dict[str, Any]], answers: dict[str, str]
) -> dict[str, str]:
    """The answers that no table on screen holds: of one that waits again."""
    shown = {q["key"] for t in tables for q in (*t["questions"], *t["answered"])}
    return {key: value for key, value in answers.items() if key not in shown}


def focus(tables: list[dict[str, Any]]) -> str:
    """Where the reader goes on: the question left, else the verdict."""
    waiting = [t["ask"] for t in tables if t["ask"]]
    decided = [t["check"]["key"] for t in tables if t["decided"]]
    return [*waiting, *decided, tables[0]["check"]["key"]][0]


def label(question: PublishedLine) -> str:
    """The words of the answer given, or nothing."""
    for answer in question["answers"]:
        if answer["key"] == question["given"]:
            return answer["label"]
    return ""


def result_link(request: Request, address: str, answers: dict[str, str]) -> str:
    """The address that carries the answers, made only when asked."""
    return absolute(request, address + "?" + urlencode(answers))
