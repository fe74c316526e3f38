"""What a member of staff does through the test client: open a form, save, decide."""

import datetime
import html
import io
import re

from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.forms import NullBooleanField
from django.test import Client
from django.utils import timezone

from content.models import Page, ScheduledEdition
from content.publishing import refresher, snapshot_file, workflow
from procedures.models import Procedure
from tests.support.portal import PASSWORD

SLUG = "payer-creance"  # the short page that most tests of the desk change
PAGE = f"/guide/{SLUG}/"
ALONE = "demander-aliments-sans-gluten"  # a page that no other names


def signed_in(monkeypatch, *staff: tuple[str, str]) -> dict[str, Client]:
    """Clients signed in, one for each (name, role)."""
    monkeypatch.setenv("GUIDE_STAFF_PASSWORD", PASSWORD)
    cache.clear()  # where wrong passwords are counted
    clients = {}
    for name, role in staff:
        call_command("create_staff", name, role=role, stdout=io.StringIO())
        clients[name] = Client()
        clients[name].force_login(User.objects.get(username=name))
    return clients


def form_data(editor: Client, place: str) -> dict:
    """What a browser would send of a form of the desk, as it is."""
    return shown_data(editor.get(place).context)


def created(editor: Client, slug: str) -> Procedure:
    """A démarche that the form made, online nowhere yet."""
    place = "/gestion/procedures/procedure/add/"
    made = {"slug": slug, "title": "Essayer", "summary": "Un essai de démarche."}
    made |= {"section": str(Page.objects.get(slug=SLUG).section_id)}
    made |= {"keywords": "\n".join(f"essai mot {n}" for n in range(8))}
    assert editor.post(place, form_data(editor, place) | made).status_code == 302
    return Procedure.objects.get(slug=slug)


def shown_data(shown) -> dict:
    """What a browser would send of the form of an answer's context."""
    form = shown["adminform"].form
    data = {n: as_typed(form.fields[n], form[n].value()) for n in form.fields}
    data |= {"_base": shown["base"]} if "base" in shown else {}
    for inline in shown["inline_admin_formsets"]:
        manager = inline.formset.management_form
        data |= {manager.add_prefix(n): manager[n].value() for n in manager.fields}
        for line in inline.formset.forms:
            data |= {
                line.add_prefix(n): as_typed(line.fields[n], line[n].value())
                for n in line.fields
            }
    lists = {k: "\n".join(v) for k, v in data.items() if isinstance(v, list)}
    return data | lists | {k: "" for k, v in data.items() if v == {}}


def as_typed(field, value):
    """A value as its field shows it."""
    if value is False and isinstance(field, NullBooleanField):
        return "false"  # one of three: « non » is not « on ne sait pas »
    return (field.prepare_value(value) if isinstance(value, dict) else value) or ""


def save(editor: Client, row, **changes) -> None:
    """Saves the admin form of a page as a browser would, with these changes."""
    kind = row._meta.model_name
    place = f"/gestion/{row._meta.app_label}/{kind}/{row.pk}/change/"
    answer = editor.post(place, form_data(editor, place) | changes)
    assert answer.status_code == 302, answer.context["errors"]


def row(slug: str = SLUG) -> Procedure:
    """The draft of a démarche."""
    return Procedure.objects.get(slug=slug)


def address_of(view: str, slug: str = SLUG) -> str:
    """The address at the desk of a view of a démarche: change, relire, versions."""
    return f"/gestion/procedures/procedure/{row(slug).pk}/{view}/"


def changed(client: Client, place: str, **changes: str) -> dict:
    """The form as a browser would send it, with changes; `steps__2__title` is a field
    of the third line of a kind."""
    named = {name.replace("__", "-"): value for name, value in changes.items()}
    return form_data(client, place) | {"_typed": "1"} | named


def hidden(answer) -> dict:
    """What the hidden fields of a page would send."""
    page = answer.content.decode()
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def decide(client: Client, decision: str, slug: str = SLUG, **more: str) -> str:
    """The screen after a decision on a text that was read over."""
    data = {"base": workflow.record_digest(row(slug)), "decision": decision, **more}
    answer = client.post(address_of("relire", slug), data, follow=True)
    return html.unescape(answer.content.decode())


def let_its_hour_come(slug: str = SLUG) -> None:
    """Makes the scheduled version of a text due, and lets the background look."""
    later = ScheduledEdition.objects.filter(slug=slug, state="attend")
    assert later.update(publish_at=timezone.now()) == 1
    refresher.refresh(known=snapshot_file.NO_FILE)


def tomorrow() -> str:
    """This hour tomorrow, as a form sends it."""
    later = timezone.localtime() + datetime.timedelta(days=1)
    return f"{later:%Y-%m-%dT%H:%M}"


def publish_chosen(client: Client, *rows) -> str:
    """The screen after texts were chosen in the list, read, and published."""
    opts = rows[0]._meta
    place = f"/gestion/{opts.app_label}/{opts.model_name}/"
    sent = {"action": "publish_chosen", "_selected_action": [row.pk for row in rows]}
    shown = client.post(place, sent).content.decode()
    bases = re.findall(r'name="(base-\d+)" value="(\w+)"', shown)
    answer = client.post(place, sent | dict(bases) | {"confirm": "1"}, follow=True)
    return html.unescape(answer.content.decode())


def read(address: str) -> str:
    """A page as a reader gets it, its entities as signs."""
    answer = Client().get(address, follow=True)
    assert answer.status_code == 200, address
    return html.unescape(answer.content.decode())
