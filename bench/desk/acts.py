"""What people do, through the forms of the desk and the commands of the machine; what
each answer acknowledged is remembered."""

import contextlib
import datetime
import html
import io
import re
import shutil
from pathlib import Path

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from bench.desk import world
from bench.desk.world import FOLDER, POOL, WORD
from content.models import Alert, Edition, Page, Publishable, ScheduledEdition
from content.publishing import refresher, snapshot_file, workflow
from content.publishing.guide_files import exporter
from procedures.models import Procedure
from tests.support.desk import form_data

MESSAGE = re.compile(
    r'<li class="(\w+)[^"]*">(.*?)</li>|errornote">(.*?)</p>'
    r"|errorlist[^>]*><li>(.*?)</li>",
    re.S,
)
FILES = "/gestion/fichiers/"


class Desk:
    """The desk from its first day on, with what must be remembered of it."""

    def __init__(self) -> None:
        world.first_day()
        self.people = {name: Client() for name, _ in world.PEOPLE}
        for name, client in self.people.items():
            client.force_login(User.objects.get(username=name))
        self.words = 0
        self.acknowledged: dict[str, str] = {}  # word → slug
        self.read: set[str] = set()  # words read over by who may publish
        self.addresses = {"/", "/rubriques/demarches/", "/recherche/?q=code"}
        self.addresses |= {f"/guide/{slug}/" for slug in POOL}
        self.made = 0
        self.zips: list[bytes] = []

    # what there is

    def word(self) -> str:
        self.words += 1
        return f"zq{self.words}x"

    def pages(self) -> list[Procedure]:
        mine = Procedure.objects.filter(slug__in=POOL) | Procedure.objects.filter(
            slug__startswith="essai-"
        )
        return list(mine.order_by("slug"))

    def place(self, row: Publishable, view: str = "change") -> str:
        kind = row._meta
        return f"/gestion/{kind.app_label}/{kind.model_name}/{row.pk}/{view}/"

    # forms

    def save(self, who: str, row: Procedure, changes: dict[str, str]) -> int:
        """Saves the form of a page; the status of the answer."""
        place = self.place(row)
        answer = self.people[who].post(
            place, form_data(self.people[who], place) | changes
        )
        if answer.status_code == 302:
            self.note(row.slug, changes)
        return answer.status_code

    def note(self, slug: str, changes: dict[str, str]) -> None:
        for word in WORD.findall(" ".join(map(str, changes.values()))):
            self.acknowledged[word] = slug

    def create(self, who: str) -> int:
        self.made += 1
        place = "/gestion/procedures/procedure/add/"
        slug = f"essai-{self.made}"
        sent = form_data(self.people[who], place) | {
            "slug": slug,
            "section": str(Page.objects.filter(slug__in=POOL)[0].section_id),
            "title": f"Essayer {slug}",
            "summary": f"Un essai {self.word()}.",
            "keywords": "\n".join(f"essai mot {n}" for n in range(8)),
        }
        answer = self.people[who].post(place, sent)
        if answer.status_code == 302:
            self.note(slug, sent)
        return answer.status_code

    def decide(self, who: str, row: Publishable, decision: str, **more: str) -> str:
        """A decision on the page that reads a text over; what the desk said."""
        place = self.place(row, "relire")
        shown = self.people[who].get(place)
        words = set(WORD.findall(shown.content.decode()))
        record = set(WORD.findall(str(workflow.saved_record(row))))
        sent = {"base": shown.context["base"], "decision": decision, **more}
        answer = self.people[who].post(place, sent, follow=True)
        told = said(answer)
        if "» est en ligne" in told or "partira le" in told:
            assert record <= words | self.read, f"not shown: {record - words}"
            self.read |= record
        return told

    def delete(self, who: str, row: Procedure) -> int:
        answer = self.people[who].post(self.place(row, "delete"), {"post": "yes"})
        if answer.status_code == 302:
            self.forget(row.slug)
        return answer.status_code

    def forget(self, slug: str) -> None:
        """A page deleted by those who may takes its words with it."""
        self.acknowledged = {w: s for w, s in self.acknowledged.items() if s != slug}

    def restore(self, who: str, edition: Edition) -> str:
        place = f"/gestion/content/edition/{edition.pk}/change/"
        return said(self.people[who].post(place, {"restore": "1"}, follow=True))

    def write_signed_out(self, row: Procedure, who: str) -> None:
        """A session over: what was typed comes back on the page."""
        word = self.word()
        sent = form_data(self.people[who], self.place(row)) | {"summary": f"Dit {word}"}
        answer = Client().post(self.place(row), sent, follow=True)
        assert word in answer.content.decode(), f"{word} was lost with the session"

    def warn(self, who: str, text: str) -> str:
        """A service notice for the whole site."""
        place, now = "/gestion/content/alert/add/", timezone.localtime()
        end = now + datetime.timedelta(hours=2)
        sent = form_data(self.people[who], place) | {
            "text": text,
            "everywhere": "on",
            "starts_at": f"{now - datetime.timedelta(hours=1):%Y-%m-%dT%H:%M}",
            "ends_at": f"{end:%Y-%m-%dT%H:%M}",
        }
        told = said(self.people[who].post(place, sent, follow=True))
        if Alert.objects.filter(text=text).exists():
            self.note("", sent)
        if Alert.objects.filter(text=text, approved=True).exists():
            self.read |= set(WORD.findall(text))
        return told

    # time and machine

    def let_time_pass(self) -> int:
        """Every hour that was waited for comes; how many scheduled texts left."""
        before = ScheduledEdition.objects.filter(state="attend").count()
        ScheduledEdition.objects.filter(state="attend").update(
            publish_at=timezone.now() - datetime.timedelta(seconds=1)
        )
        refresher.refresh(known=snapshot_file.mark_in_file())
        return before

    def export(self) -> Path:
        folder = FOLDER / "export"
        shutil.rmtree(folder, ignore_errors=True)
        exporter.export_guide(folder)
        return folder

    def load(self, folder: Path) -> str:
        told = io.StringIO()
        with contextlib.suppress(SystemExit):
            call_command("load_guide", str(folder), stdout=told, stderr=told)
        return told.getvalue()

    def take_zip(self, who: str) -> None:
        self.zips.append(self.people[who].get(FILES + "guide.zip").content)

    def bring_zip(self, who: str, packed: bytes, force: str = "") -> str:
        """The plan is shown, then loaded; what it showed was read."""
        sent = {"zip": SimpleUploadedFile("guide.zip", packed)}
        shown = html.unescape(self.people[who].post(FILES, sent).content.decode())
        kept = re.search(r'name="packed"\s+value="([^"]+)"', shown)
        if not kept:
            return shown
        sent = {"packed": kept[1], "load": "1", "force": force}
        answer = self.people[who].post(FILES, sent, follow=True)
        told = said(answer)
        if "publié" in told:
            self.read |= set(WORD.findall(shown.partition("liraient de neuf")[2]))
        return told

    def lines(self) -> int:
        return LogEntry.objects.count()


def said(answer) -> str:
    """What the desk answered, in words."""
    assert answer.status_code < 500, answer.status_code
    text = html.unescape(answer.content.decode())
    found = (" ".join(filter(None, m.groups()[1:])) for m in MESSAGE.finditer(text))
    return " | ".join(" ".join(told.split()) for told in found)
