"""Two editors of one text, and the page of their conflict."""

from procedures.models import Step
from tests.support.desk import changed, hidden

LONG = "creer-compte-ameli"  # a page of many lines


def lines() -> dict[str, str]:
    """The steps of the long page: key → title."""
    return dict(Step.objects.filter(page__slug=LONG).values_list("key", "text"))


def posted(client, place, data, choices=()):
    """The answer to a form; then to the page of its conflict, if `choices` say so."""
    answer = client.post(place, data)
    if choices == ():
        return answer
    assert answer.status_code == 409
    return client.post(place, hidden(answer) | dict(choices) | {"_continue": "1"})


def saved(client, place, **changes):
    """A form sent with changes, and accepted."""
    answer = client.post(place, changed(client, place, **changes))
    assert answer.status_code == 302, answer.context["errors"]


def merge_of(answer):
    """What the page of a conflict asks."""
    assert answer.status_code == 409
    return answer.context["merge"]
